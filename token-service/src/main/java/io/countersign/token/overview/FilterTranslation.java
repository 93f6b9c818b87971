package io.countersign.token.overview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.Listing;
import io.countersign.events.search.Search;
import io.countersign.token.settings.OrganizationPolicies;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.naming.Names;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a filter the question to the index: names become the ids of what is called so. */
@Component
class FilterTranslation {
    private static final String CLIENT = "parties.clientId";
    private static final int REMEMBERED = 100_000;
    private final Names names;
    private final TextSearch texts;
    private final Flags flags;
    private final OrganizationPolicies policies;
    private final Clock clock;
    /** Clients that ended and whose connections have all been ended. */
    private final Cache<String, Boolean> settled = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    FilterTranslation(Names names, TextSearch texts, Flags flags, OrganizationPolicies policies, Clock clock) {
        this.names = names;
        this.flags = flags;
        this.texts = texts;
        this.policies = policies;
        this.clock = clock;
    }

    /** @param visible what the caller may see */
    TranslatedFilter of(String organizationId, Criteria visible, ConnectionFilter filter, Search search) {
        var now = clock.instant();
        var statuses = statuses(organizationId, now, search);
        var chosen = new EnumMap<Facet, Criteria>(Facet.class);
        choose(chosen, Facet.STATUS, filter.status() == null || filter.status().isEmpty() ? null : any(filter.status(), statuses));
        choose(chosen, Facet.CLIENT, is(CLIENT, filter.clientId()));
        choose(chosen, Facet.SERVER, is("parties.serverId", filter.serverId()));
        choose(chosen, Facet.PROJECT, is("parties.projectId", filter.projectId()));
        var flagged = flagged(organizationId, now, statuses);
        choose(chosen, Facet.FLAG, is(filter.flag(), flagged));
        choose(chosen, Facet.REGISTRATION_METHOD,
                filter.registrationMethod() == null ? null : registered(organizationId, filter.registrationMethod().name()));
        return new TranslatedFilter(always(organizationId, visible, filter, now, statuses), chosen, statuses, flagged);
    }

    /** Only what is active is flagged by a rule. */
    private Map<Flag, Criteria> flagged(String organizationId, Instant now, Map<Status, Criteria> statuses) {
        var active = statuses.getOrDefault(Status.ACTIVE, Criteria.nothing());
        return flags.at(organizationId, now).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, rule -> Criteria.and(active, rule.getValue())));
    }

    /** By a rule, or what was recorded as a finding. */
    private static @Nullable Criteria is(@Nullable String flag, Map<Flag, Criteria> flagged) {
        return flagged.entrySet().stream().filter(rule -> rule.getKey().name().equals(flag)).map(Map.Entry::getValue).findAny()
                .orElseGet(() -> is("flags", flag));
    }

    private Criteria always(String organizationId, Criteria visible, ConnectionFilter filter, Instant now, Map<Status, Criteria> statuses) {
        var before = filter.expiresBefore();
        return Criteria.and(visible, Boolean.TRUE.equals(filter.includePast())
                ? Criteria.everything()
                : VisibilityWindow.of(policies.of(organizationId)).shown(now),
                texts.criteria(organizationId, filter.q()),
                filter.memberId() == null
                        ? Criteria.everything()
                        : Criteria.and(Criteria.equal("parties.subjectType", SubjectType.MEMBER.name()),
                                Criteria.equal("parties.subjectId", filter.memberId())),
                Criteria.between("life.authorizedAt", filter.authorizedFrom(), filter.authorizedTo()),
                Criteria.between(ConnectionIndex.LAST_USED, filter.lastUsedFrom(), filter.lastUsedTo()),
                filter.endedFrom() == null && filter.endedTo() == null
                        ? Criteria.everything()
                        : Criteria.or(Endings.revoked(filter.endedFrom(), filter.endedTo()),
                                Endings.expired(statuses, filter.endedFrom(), filter.endedTo())),
                before == null
                        ? Criteria.everything()
                        : Criteria.and(any(List.of(Status.ACTIVE), statuses), endsBefore(before)));
    }

    /** Those whose life ends before that time unless they are used. */
    static Criteria endsBefore(Instant time) {
        return Criteria.atMost("endsAtMillis", time.toEpochMilli() - 1);
    }

    /** The connections of a client that ended are revoked (EL-36), also while that is still being recorded for each of them. */
    private Map<Status, Criteria> statuses(String organizationId, Instant now, Search search) {
        var ended = names.clients(organizationId).ids((id, client) -> client.revoked() && !settled(id, search));
        return Stream.of(Status.values())
                .collect(Collectors.toMap(status -> status, status -> status.criteria(now, Criteria.in(CLIENT, ended))));
    }

    private boolean settled(String clientId, Search search) {
        if (settled.getIfPresent(clientId) != null) {
            return true;
        }
        var done = search.count(Criteria.and(Criteria.equal(CLIENT, clientId), Criteria.not(Criteria.equal("status", "REVOKED")))) == 0;
        if (done) {
            settled.put(clientId, true);
        }
        return done;
    }

    private Criteria registered(String organizationId, String method) {
        return Criteria.in(CLIENT, names.clients(organizationId).ids((_, client) -> method.equals(client.registrationMethod())));
    }

    private static Criteria any(List<Status> asked, Map<Status, Criteria> statuses) {
        return new Criteria.Or(asked.stream().distinct().map(status -> statuses.getOrDefault(status, Criteria.nothing())).toList());
    }

    private static @Nullable Criteria is(String field, @Nullable String value) {
        return value == null || value.isEmpty() ? null : Listing.is(field, value);
    }

    private static void choose(Map<Facet, Criteria> chosen, Facet facet, @Nullable Criteria criteria) {
        if (criteria != null) {
            chosen.put(facet, criteria);
        }
    }
}
