package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists connections and shows one. */
@RestController
class ConnectionOverviewController {
    private final Listing<ConnectionOverview> connections;
    private final View<ClientName> clients;
    private final View<ServerName> servers;
    private final ConnectionRights rights;
    private final Clock clock;

    ConnectionOverviewController(Views views, ConnectionRights rights, Clock clock) {
        connections = new Listing<>(views.of(ConnectionOverview.class));
        clients = views.of(ClientName.class);
        servers = views.of(ServerName.class);
        this.rights = rights;
        this.clock = clock;
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections")
    Page<Item> list(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @Valid @ModelAttribute Filter filter,
            PageRequest page, Optional<Receipt> receipt) {
        return rows(rights.visible(caller, orgId), filter, page, receipt);
    }

    /** What the caller's own clients may reach; a member needs no role for it. */
    @GetMapping("/api/v1/orgs/{orgId}/me/connections")
    Page<Item> mine(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @Valid @ModelAttribute Filter filter,
            PageRequest page, Optional<Receipt> receipt) {
        return rows(rights.mine(caller, orgId), filter, page, receipt);
    }

    private Page<Item> rows(Criteria visible, Filter filter, PageRequest page, Optional<Receipt> receipt) {
        var rows = connections.rows(visible, receipt, page, filter.criteria(clock.instant()));
        var names = names(rows.items());
        return rows.map(row -> Item.of(row, names, clock.instant()));
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections/{connectionId}")
    ResponseEntity<Item> get(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String connectionId,
            Optional<Receipt> receipt) {
        return connections.get(connectionId, receipt, rights.visible(caller, orgId),
                row -> Item.of(row, names(List.of(row)), clock.instant()));
    }

    /** Two batches, whatever the number of rows. */
    private Names names(List<Row<ConnectionOverview>> rows) {
        return new Names(clients.values(rows.stream().map(row -> row.value().parties().clientId())),
                servers.values(rows.stream().map(row -> row.value().parties().serverId())));
    }

    /** What a list may be narrowed to. */
    record Filter(@Nullable List<@NotNull Status> status, @Nullable String clientId, @Nullable String serverId) {
        enum Status {
            ACTIVE, EXPIRED, REVOKED
        }

        Criteria criteria(Instant now) {
            return Criteria.and(status == null || status.isEmpty() ? Criteria.everything() : oneOf(status, now.toEpochMilli()),
                    Listing.is("parties.clientId", clientId), Listing.is("parties.serverId", serverId));
        }

        private static Criteria oneOf(List<Status> asked, long now) {
            return new Criteria.Or(asked.stream().map(status -> switch (status) {
                case ACTIVE -> Criteria.and(Criteria.equal("status", "ACTIVE"), Criteria.above("endsAtMillis", now));
                case EXPIRED -> Criteria.or(Criteria.equal("status", "EXPIRED"), ConnectionOverview.lapsed(now));
                case REVOKED -> Criteria.equal("status", "REVOKED");
            }).toList());
        }
    }

    record Item(String id, String name, String status, List<String> flags, ClientCard client, ServerCard server, Subject subject,
            String resource, SortedSet<String> scopes, @Nullable String consentId, Instant authorizedAt, Instant lastUsedAt,
            Instant idleExpiresAt, @Nullable Instant absoluteExpiresAt, @Nullable Instant revokedAt, @Nullable Actor revokedBy,
            @Nullable ReasonCode reasonCode, @Nullable String cause, @Nullable Instant enforcedAt, @Nullable Long enforcementLagMillis,
            @Nullable String predecessorId, long version) {
        static Item of(Row<ConnectionOverview> row, Names names, Instant now) {
            var value = row.value();
            var parties = value.parties();
            var life = value.life();
            var end = value.end();
            var enforcement = value.enforcement();
            var client = names.clients.getOrDefault(parties.clientId(), ClientName.unknown(parties.clientId()));
            var server = names.servers.getOrDefault(parties.serverId(), ServerName.unknown(parties.serverId()));
            return new Item(row.aggregateId(), ConnectionName.of(client.name(), row.aggregateId()), value.statusAt(now), value.flags(),
                    new ClientCard(parties.clientId(), client.name(), client.registrationMethod(), client.status()),
                    new ServerCard(parties.serverId(), server.name(), parties.projectId()),
                    new Subject(parties.subjectType(), parties.subjectId()), parties.resource(), life.terms().scopes(),
                    parties.consentId(), life.authorizedAt(), life.lastUsedAt(), life.idleExpiresAt(), life.absoluteExpiresAt(),
                    end == null ? null : end.at(), end == null ? null : end.by(), end == null ? null : end.reasonCode(),
                    end == null ? null : end.cause(), enforcement == null ? null : enforcement.at(),
                    enforcement == null ? null : enforcement.lagMillis(), value.predecessorId(), row.sequence());
        }
    }

    /** What the registry calls the clients and servers of some rows, by their ids. */
    record Names(Map<String, ClientName> clients, Map<String, ServerName> servers) {
    }

    record ClientCard(String id, String name, @Nullable String registrationMethod, String status) {
    }

    record ServerCard(String id, String name, String projectId) {
    }

    record Subject(SubjectType type, String id) {
    }
}
