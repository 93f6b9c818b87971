package io.countersign.token.protocol;

import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.overview.ConnectionNames;
import io.countersign.token.protocol.GeneratedConnections.Generated;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be found among made connections, computed from the values alone in the simplest way. */
record ExpectedConnections(GeneratedConnections generated, Instant now) {
    static final List<String> FACETS = List.of("STATUS", "CLIENT", "SERVER", "PROJECT", "REGISTRATION_METHOD", "FLAG");

    /** In the order that is asked for. */
    List<Generated> list(Predicate<Generated> visible, Map<String, String> filter, String sort, boolean descending) {
        var order = order(sort).thenComparing(Generated::id);
        return found(visible, filter).sorted(descending ? order.reversed() : order).toList();
    }

    Map<String, Long> facet(String facet, Predicate<Generated> visible, Map<String, String> filter) {
        var without = new TreeMap<>(filter);
        without.remove(switch (facet) {
            case "STATUS" -> "status";
            case "CLIENT" -> "clientId";
            case "SERVER" -> "serverId";
            case "PROJECT" -> "projectId";
            case "FLAG" -> "flag";
            default -> "registrationMethod";
        });
        return found(visible, without).flatMap(one -> values(facet, one))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private Stream<String> values(String facet, Generated one) {
        return switch (facet) {
            case "STATUS" -> Stream.of(status(one));
            case "CLIENT" -> Stream.of(one.client().id());
            case "SERVER" -> Stream.of(one.server().id());
            case "PROJECT" -> Stream.of(one.server().project());
            case "FLAG" -> flags(one).stream();
            default -> Stream.of(one.client().method());
        };
    }

    /** Each as {@code name total active expired revoked lastUsedAt}, by the ids. */
    Map<String, String> groups(String by, Predicate<Generated> visible, Map<String, String> filter) {
        return found(visible, filter).filter(one -> !by.equals("member") || one.type() == SubjectType.MEMBER)
                .collect(Collectors.groupingBy(one -> key(by, one), TreeMap::new, Collectors.collectingAndThen(Collectors.toList(),
                        group -> "%s %d %d %d %d %s".formatted(name(by, group.getFirst()), group.size(), count(group, "ACTIVE"),
                                count(group, "EXPIRED"), count(group, "REVOKED"),
                                group.stream().map(Generated::lastUsedAt).max(Comparator.naturalOrder()).orElseThrow()))));
    }

    private long count(List<Generated> group, String status) {
        return group.stream().filter(one -> status(one).equals(status)).count();
    }

    private static String key(String by, Generated one) {
        return switch (by) {
            case "member" -> one.subject();
            case "server" -> one.server().id();
            case "project" -> one.server().project();
            default -> one.client().id();
        };
    }

    private String name(String by, Generated one) {
        return switch (by) {
            case "member" -> person(one).map(PersonAnswer::name).findAny().orElse(one.subject());
            case "server" -> one.server().name();
            case "project" -> "Project " + one.server().project();
            default -> one.client().name();
        };
    }

    String status(Generated one) {
        return one.client().revoked() || one.revokedAt() != null ? "REVOKED" : one.endsAt().isAfter(now) ? "ACTIVE" : "EXPIRED";
    }

    /** Of a client that ended, those that are not recorded as ended have no time of it. */
    Optional<Instant> endedAt(Generated one) {
        return one.revokedAt() != null
                ? Optional.of(one.revokedAt())
                : Optional.of(one.endsAt()).filter(_ -> status(one).equals("EXPIRED"));
    }

    /** Domain.md section 4, ideas 8 and 9, in the order of the words. */
    List<String> flags(Generated one) {
        var flags = new TreeSet<>(one.flags());
        if (status(one).equals("ACTIVE")) {
            var known = generated.people.stream().map(PersonAnswer::userId).toList();
            flag(flags, "DORMANT", !quietSince(one).isAfter(ago(GeneratedConnections.FLAGS.dormantDays())));
            flag(flags, "NEVER_USED",
                    one.calledAt() == null && !one.authorizedAt().isAfter(ago(GeneratedConnections.FLAGS.neverUsedDays())));
            flag(flags, "EXPIRING_SOON", !one.endsAt().isAfter(now.plus(Duration.ofDays(GeneratedConnections.FLAGS.expiresSoonDays()))));
            flag(flags, "ORPHANED", one.type() == SubjectType.MEMBER && !known.contains(one.subject()));
            flag(flags, "OWNERLESS_CLIENT", one.client().registeredBy() == null || !known.contains(one.client().registeredBy()));
            flag(flags, "SCOPE_CREEP", one.calledAt() != null
                    && !(one.scopes().size() > 1 ? one.authorizedAt() : one.calledAt())
                            .isAfter(ago(GeneratedConnections.FLAGS.scopeUnusedDays())));
        }
        return List.copyOf(flags);
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    static Instant quietSince(Generated one) {
        return one.calledAt() == null ? one.authorizedAt() : one.calledAt();
    }

    private static void flag(TreeSet<String> flags, String flag, boolean holds) {
        if (holds) {
            flags.add(flag);
        }
    }

    private Stream<Generated> found(Predicate<Generated> visible, Map<String, String> filter) {
        return generated.all.stream().filter(visible).filter(one -> filter.containsKey("includePast") || shown(one))
                .filter(one -> filter.entrySet().stream().allMatch(each -> meets(one, each.getKey(), each.getValue())));
    }

    /** EL-12, C19. */
    Optional<Instant> visibleUntil(Generated one) {
        return Optional.ofNullable(one.revokedAt())
                .map(end -> end.plus(Duration.ofDays(one.reason() == ReasonCode.CLIENT_REVOKED ? 365 : 90)));
    }

    private boolean shown(Generated one) {
        return visibleUntil(one).filter(now::isAfter).isEmpty();
    }

    private boolean meets(Generated one, String parameter, String value) {
        return switch (parameter) {
            case "status" -> List.of(value.split(",", -1)).contains(status(one));
            case "endedFrom" -> endedAt(one).filter(end -> !end.isBefore(Instant.parse(value))).isPresent();
            case "endedTo" -> endedAt(one).filter(Instant.parse(value)::isAfter).isPresent();
            case "clientId" -> one.client().id().equals(value);
            case "serverId" -> one.server().id().equals(value);
            case "projectId" -> one.server().project().equals(value);
            case "memberId" -> one.type() == SubjectType.MEMBER && one.subject().equals(value);
            case "registrationMethod" -> one.client().method().equals(value);
            case "flag" -> flags(one).contains(value);
            case "authorizedFrom" -> !one.authorizedAt().isBefore(Instant.parse(value));
            case "authorizedTo" -> one.authorizedAt().isBefore(Instant.parse(value));
            case "lastUsedFrom" -> !one.lastUsedAt().isBefore(Instant.parse(value));
            case "lastUsedTo" -> one.lastUsedAt().isBefore(Instant.parse(value));
            case "expiresBefore" -> status(one).equals("ACTIVE") && one.endsAt().isBefore(Instant.parse(value));
            case "q" -> texts(one).anyMatch(text -> lower(text).contains(lower(value))) || lower(one.id()).startsWith(lower(value))
                    || lower(one.id()).startsWith("con-" + lower(value));
            default -> true;
        };
    }

    private Stream<String> texts(Generated one) {
        return Stream.concat(Stream.of(connectionName(one), one.client().id(), one.server().name(), "https://host/" + one.server().id()),
                person(one).flatMap(person -> Stream.ofNullable(person.email()).map(email -> person.name() + "\n" + email)));
    }

    private Stream<PersonAnswer> person(Generated one) {
        return generated.people.stream().filter(person -> one.type() == SubjectType.MEMBER && person.userId().equals(one.subject()));
    }

    static String connectionName(Generated one) {
        return ConnectionNames.of(one.client().name(), one.id());
    }

    private Comparator<Generated> order(String sort) {
        return switch (sort) {
            case "client" -> byClient();
            case "name" -> byClient().thenComparing(one -> connectionName(one).substring(one.client().name().length()));
            case "lastUsedAt" -> Comparator.comparing(Generated::lastUsedAt);
            case "expiresAt" -> Comparator.comparing(Generated::endsAt);
            case "status" -> Comparator.comparing(this::status).thenComparing(Generated::authorizedAt);
            case "member" -> Comparator.comparing((Generated one) -> person(one).findAny().isEmpty())
                    .thenComparing(one -> person(one).map(person -> lower(person.name()) + "\0" + person.userId()).findAny().orElse(""));
            default -> Comparator.comparing(Generated::authorizedAt);
        };
    }

    private static Comparator<Generated> byClient() {
        return Comparator.comparing((Generated one) -> lower(one.client().name())).thenComparing(one -> one.client().id());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
