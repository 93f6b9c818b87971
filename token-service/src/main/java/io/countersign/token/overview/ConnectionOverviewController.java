package io.countersign.token.overview;

import com.mongodb.client.model.Filters;
import io.countersign.starter.command.Receipt;
import io.countersign.starter.event.Actor;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.problem.Problem;
import io.countersign.starter.projection.View;
import io.countersign.starter.projection.View.Row;
import io.countersign.starter.projection.Views;
import io.countersign.starter.web.Page;
import io.countersign.starter.web.PageRequest;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.connection.Parties;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists connections and shows one. */
@RestController
class ConnectionOverviewController {
    private final View<ConnectionOverview> overviews;
    private final View<NameCard> names;
    private final ConnectionRights rights;
    private final Clock clock;

    ConnectionOverviewController(Views views, ConnectionRights rights, Clock clock) {
        overviews = views.of(ConnectionOverview.class);
        names = views.of(NameCard.class);
        this.rights = rights;
        this.clock = clock;
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections")
    Page<Item> list(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, PageRequest page, Optional<Receipt> receipt,
            @RequestParam(defaultValue = "") List<@NotNull Status> status, @RequestParam(required = false) @Nullable String clientId,
            @RequestParam(required = false) @Nullable String serverId) {
        receipt.ifPresent(overviews::await);
        var wanted = new ArrayList<Bson>(List.of(rights.visible(caller, orgId)));
        Stream.of(status).filter(asked -> !asked.isEmpty()).forEach(asked -> wanted.add(oneOf(asked)));
        Stream.ofNullable(clientId).forEach(id -> wanted.add(Filters.eq("row.clientId", id)));
        Stream.ofNullable(serverId).forEach(id -> wanted.add(Filters.eq("row.serverId", id)));
        var rows = overviews.list(Filters.and(wanted), page);
        var cards = cards(rows.items());
        return rows.map(row -> Item.of(row, cards, clock.instant()));
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections/{connectionId}")
    ResponseEntity<Item> get(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String connectionId,
            Optional<Receipt> receipt) {
        receipt.ifPresent(overviews::await);
        var row = overviews.find(connectionId).filter(known -> rights.sees(caller, orgId, parties(known))).orElseThrow(Problem::notFound);
        return ResponseEntity.ok().eTag("\"" + row.sequence() + "\"").body(Item.of(row, cards(List.of(row)), clock.instant()));
    }

    private Bson oneOf(List<Status> asked) {
        var now = clock.instant().toEpochMilli();
        return Filters.or(asked.stream().map(status -> switch (status) {
            case ACTIVE -> Filters.and(Filters.eq("row.status", "ACTIVE"), Filters.gt("row.endsAtMillis", now));
            case EXPIRED -> Filters.or(Filters.eq("row.status", "EXPIRED"),
                    Filters.and(Filters.eq("row.status", "ACTIVE"), Filters.lte("row.endsAtMillis", now)));
            case REVOKED -> Filters.eq("row.status", "REVOKED");
        }).toList());
    }

    private Map<String, NameCard> cards(List<Row<ConnectionOverview>> rows) {
        var ids = rows.stream().flatMap(row -> Stream.of(row.value().clientId(), row.value().serverId())).distinct().toList();
        return names.findAll(ids).stream().collect(Collectors.toMap(Row::aggregateId, Row::value));
    }

    private static Parties parties(Row<ConnectionOverview> row) {
        var value = row.value();
        return new Parties(row.aggregateId(), value.organizationId(), value.projectId(), value.clientId(),
                value.serverId(), value.resource(),
                SubjectType.valueOf(value.subjectType()), value.subjectId());
    }

    /** What a list may be narrowed to. */
    enum Status {
        ACTIVE, EXPIRED, REVOKED
    }

    record Item(String id, String name, String status, List<String> flags, ClientCard client, ServerCard server, Subject subject,
            String resource, List<String> scopes, @Nullable String consentId, Instant authorizedAt, Instant lastUsedAt,
            Instant idleExpiresAt, @Nullable Instant absoluteExpiresAt, @Nullable Instant revokedAt, @Nullable Actor revokedBy,
            @Nullable String reasonCode, @Nullable String cause, @Nullable Instant enforcedAt, @Nullable Long enforcementLagMillis,
            @Nullable String predecessorId, long version) {
        static Item of(Row<ConnectionOverview> row, Map<String, NameCard> cards, Instant now) {
            var value = row.value();
            var absolute = value.absoluteSeconds();
            Function<String, NameCard> card = id -> cards.getOrDefault(id, new NameCard(id, "UNKNOWN", null));
            var client = card.apply(value.clientId());
            var server = card.apply(value.serverId());
            return new Item(row.aggregateId(), ConnectionName.of(client.name(), row.aggregateId()), value.statusAt(now), value.flags(),
                    new ClientCard(value.clientId(), client.name(), client.registrationMethod(), client.status()),
                    new ServerCard(value.serverId(), server.name(), value.projectId()),
                    new Subject(value.subjectType(), value.subjectId()), value.resource(), value.scopes(), value.consentId(),
                    value.authorizedAt(), value.lastUsedAt(), value.lastUsedAt().plusSeconds(value.idleSeconds()),
                    absolute == null ? null : value.authorizedAt().plusSeconds(absolute), value.revokedAt(), value.revokedBy(),
                    value.reasonCode(), value.cause(), value.firstEnforced(), value.enforcementLagMillis(), value.predecessorId(),
                    row.sequence());
        }
    }

    record ClientCard(String id, String name, @Nullable String registrationMethod, String status) {
    }

    record ServerCard(String id, String name, String projectId) {
    }

    record Subject(String type, String id) {
    }
}
