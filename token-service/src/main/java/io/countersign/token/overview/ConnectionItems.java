package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.token.settings.OrganizationPolicies;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.naming.ClientName;
import io.countersign.token.naming.Names;
import io.countersign.token.naming.ServerName;
import io.countersign.token.directory.OrganizationPeople;
import io.countersign.token.directory.People;
import io.countersign.token.usage.Usage;
import io.countersign.token.usage.ConnectionUse;
import io.countersign.token.usage.UsedDays;
import io.countersign.token.usage.UsageStore;
import io.countersign.web.passport.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connections in the words of the API: rows joined with what clients, servers and people are called. */
@Component
class ConnectionItems {
    private final View<ConnectionOverview> rows;
    private final Names names;
    private final People people;
    private final UsageStore usages;
    private final Flags flags;
    private final OrganizationPolicies policies;
    private final Clock clock;

    ConnectionItems(Views views, UsageStore usages, Names names, People people, Flags flags, OrganizationPolicies policies, Clock clock) {
        this.rows = views.of(ConnectionOverview.class);
        this.usages = usages;
        this.names = names;
        this.people = people;
        this.flags = flags;
        this.policies = policies;
        this.clock = clock;
    }

    /** In the order of the ids, in one batch; what is gone meanwhile is left out. */
    List<Item> of(String organizationId, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = rows.findAll(ids).stream().collect(Collectors.toMap(Row::aggregateId, Function.identity()));
        var used = usages.of(found.keySet());
        var shown = now(organizationId);
        return ids.stream().map(found::get).filter(Objects::nonNull)
                .map(row -> of(organizationId, row, used.get(row.aggregateId()), shown)).toList();
    }

    Item of(String organizationId, Row<ConnectionOverview> row) {
        return of(organizationId, row, usages.of(row.aggregateId()).orElse(null), now(organizationId));
    }

    /** What the clock and the organization's settings decide about each of them. */
    private record Shown(Instant at, Map<Flag, Criteria> rules, VisibilityWindow window) {
    }

    private Shown now(String organizationId) {
        var now = clock.instant();
        return new Shown(now, flags.at(organizationId, now), VisibilityWindow.of(policies.of(organizationId)));
    }

    private Item of(String organizationId, Row<ConnectionOverview> row, @Nullable Usage usage, Shown shown) {
        var value = row.value();
        var used = UsedConnection.of(value, new ConnectionUse(usage, UsedDays.NONE));
        var parties = value.parties();
        var life = value.life();
        var end = value.end();
        var enforcement = value.enforcement();
        var client = names.clients(organizationId).find(parties.clientId()).orElseGet(() -> ClientName.unknown(parties.clientId()));
        var server = names.servers(organizationId).find(parties.serverId()).orElseGet(() -> ServerName.unknown(parties.serverId()));
        var status = client.revoked() ? Status.REVOKED : value.statusAt(shown.at());
        return new Item(row.aggregateId(), ConnectionName.of(client.name(), row.aggregateId()), status, flags(used, status, shown.rules()),
                new ClientCard(parties.clientId(), client.name(), client.registrationMethod(), client.status()),
                new ServerCard(parties.serverId(), server.name(), parties.projectId()), subject(parties, people.of(organizationId)),
                parties.resource(), life.terms().scopes(), parties.consentId(), life.authorizedAt(), used.lastUsedAt(),
                usage == null ? null : usage.lastTool(), usage == null ? 0 : usage.calls(), scopesUsed(usage), life.idleExpiresAt(),
                life.absoluteExpiresAt(), end == null ? null : end.at(), end == null ? null : end.by(),
                end == null ? null : end.reasonCode(), end == null ? null : end.cause(), enforcement == null ? null : enforcement.at(),
                enforcement == null ? null : enforcement.lagMillis(), value.predecessorId(), shown.window().until(end), row.sequence());
    }

    private static Subject subject(Parties parties, OrganizationPeople people) {
        var id = parties.subjectId();
        if (parties.subjectType() == SubjectType.CLIENT) {
            return new Subject(SubjectType.CLIENT, id, null, null, false);
        }
        var person = people.find(id);
        return new Subject(SubjectType.MEMBER, id, person.map(known -> known.name()).orElse(null),
                person.map(known -> known.email()).orElse(null), people.left(id));
    }

    private static List<String> flags(UsedConnection used, Status status, Map<Flag, Criteria> rules) {
        return Stream.concat(used.flags().stream(), rules.entrySet().stream()
                .filter(rule -> status == Status.ACTIVE && rule.getValue().matches(used)).map(rule -> rule.getKey().name())).sorted()
                .toList();
    }

    private static SortedSet<String> scopesUsed(@Nullable Usage usage) {
        return usage == null ? Collections.emptySortedSet() : new TreeSet<>(usage.scopes().keySet());
    }

    /**
     * A connection.
     *
     * @param flags      those that {@link Flags} gives it now, and findings that were recorded
     * @param lastUsedAt when a tool was last called at the gateway, a token was last refreshed (to the step at which that is recorded), or it was
     *                   authorized, whichever was last
     * @param lastTool   absent where none was called
     * @param calls      of tools at the gateway
     * @param scopesUsed those that a called tool takes by the word of its server, which may say of no tool what it takes
     */
    record Item(String id, String name, Status status, List<String> flags, ClientCard client, ServerCard server, Subject subject,
            String resource, SortedSet<String> scopes, @Nullable String consentId, Instant authorizedAt, Instant lastUsedAt,
            @Nullable String lastTool, long calls, SortedSet<String> scopesUsed, Instant idleExpiresAt, @Nullable Instant absoluteExpiresAt,
            @Nullable Instant revokedAt, @Nullable Actor revokedBy,
            @Nullable ReasonCode reasonCode, @Nullable String cause, @Nullable Instant enforcedAt, @Nullable Long enforcementLagMillis,
            @Nullable String predecessorId, @Nullable Instant visibleUntil, long version) {
    }

    record ClientCard(String id, String name, @Nullable String registrationMethod, String status) {
    }

    record ServerCard(String id, String name, String projectId) {
    }

    /**
     * Whose access it is.
     *
     * @param name  of a person; absent for machines and where the directory does not say
     * @param email as the name
     * @param left  whether the person does not belong to the organization any more
     */
    record Subject(SubjectType type, String id, @Nullable String name, @Nullable String email, boolean left) {
    }
}
