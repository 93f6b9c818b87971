package io.countersign.consent.decision.overview;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.decision.ConsentCommand.ReduceConsent;
import io.countersign.consent.decision.ConsentCommand.WithdrawConsent;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.export.CsvTable;
import io.countersign.events.export.ListExports;
import io.countersign.web.passport.Passport;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.events.command.Accepted;
import io.countersign.web.api.Limits;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists consents, withdraws and reduces one. Both need only the right to it: also a member whose access is off withdraws.
 */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}")
class ConsentController {
    private static final CsvTable<Item> TABLE = new CsvTable<Item>().column("id", Item::id).column("memberId", Item::memberId)
            .column("clientId", item -> item.client().id()).column("clientName", item -> item.client().name())
            .column("registrationMethod", item -> item.client().registrationMethod()).column("serverId", item -> item.server().id())
            .column("serverName", item -> item.server().name()).column("projectId", item -> item.server().projectId())
            .column("status", Item::status).column("scopes", Item::scopes).column("declinedOptional", Item::declinedOptional)
            .column("basis", Item::basis).column("consentVersion", Item::consentVersion).column("grantedAt", Item::grantedAt)
            .column("withdrawnAt", Item::withdrawnAt).column("withdrawnBy", Item::withdrawnBy).column("reasonCode", Item::reasonCode);
    private final Listing<ConsentOverview> consents;
    private final View<KnownClient> clients;
    private final View<KnownServer> servers;
    private final ConsentRights rights;
    private final ConsentText texts;
    private final Commands commands;
    private final ListExports exports;

    ConsentController(Views views, ConsentRights rights, ConsentText texts, Commands commands, ListExports exports) {
        this.consents = new Listing<>(views.of(ConsentOverview.class));
        this.clients = views.of(KnownClient.class);
        this.servers = views.of(KnownServer.class);
        this.rights = rights;
        this.texts = texts;
        this.commands = commands;
        this.exports = exports;
    }

    @GetMapping("/consents")
    Page<Item> list(@PathVariable String orgId, @Valid @ModelAttribute Filter filter, PageRequest page, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller) {
        return named(consents.rows(rights.visible(caller, orgId), after, page, filter.criteria(), texts.about(orgId, filter.q())));
    }

    @Operation(summary = "The list of consents as a file", description = "All that the list shows to the caller under the same filter (RFC "
            + "4180, UTF-8). Who took it is recorded. Four at once on each replica: 503 beyond. A transfer that breaks off is not the whole "
            + "list.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping("/consents/export")
    void export(@PathVariable String orgId, @Valid @ModelAttribute Filter filter, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        exports.answer("consents", caller, request, response, TABLE,
                consents.all(rights.visible(caller, orgId), after, filter.criteria(), texts.about(orgId, filter.q()))
                        .gather(Gatherers.windowFixed(PageRequest.MAX_LIMIT))
                        .flatMap(rows -> named(new Page<>(rows, null)).items().stream()));
    }

    /** The same where a file is what is asked for. */
    @Operation(hidden = true)
    @GetMapping(path = "/consents", produces = ListExports.TYPE)
    void file(@PathVariable String orgId, @Valid @ModelAttribute Filter filter, Optional<Receipt> after,
            @AuthenticationPrincipal Passport caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        export(orgId, filter, after, caller, request, response);
    }

    /** The caller's own, whatever its roles show besides. */
    @GetMapping("/me/consents")
    Page<Item> own(@PathVariable String orgId, PageRequest page, Optional<Receipt> after, @AuthenticationPrincipal Passport caller) {
        return named(consents.rows(Criteria.equal("organizationId", orgId), after, page, rights.own(caller)));
    }

    @Operation(summary = "Withdraw a consent", description = "Everything authorized under it is refused at once and for ever; the member "
            + "is asked again next time. For owners, admins of the server's project, and the member.")
    @PostMapping("/consents/{consentId}/withdraw")
    ResponseEntity<Void> withdraw(@PathVariable String orgId, @PathVariable String consentId,
            @RequestBody(required = false) @Nullable WithdrawRequest request, @AuthenticationPrincipal Passport caller) {
        var parties = rights.withdrawable(caller, orgId, consentId);
        var own = caller.actor().id().equals(parties.userId());
        return Accepted.done(commands.send(new WithdrawConsent(consentId, reason(request == null ? null : request.reasonCode(), own))));
    }

    @Operation(summary = "Take scopes away from a consent", description = "Whatever was authorized under it is refused at once and for "
            + "ever; the client may come back with what is left. Scopes that were not granted are passed over; where nothing is left the "
            + "consent is withdrawn. For owners, admins of the server's project, and the member.")
    @PostMapping("/consents/{consentId}/reduce")
    ResponseEntity<Void> reduce(@PathVariable String orgId, @PathVariable String consentId, @Valid @RequestBody ReduceRequest request,
            @AuthenticationPrincipal Passport caller) {
        var parties = rights.withdrawable(caller, orgId, consentId);
        var own = caller.actor().id().equals(parties.userId());
        return Accepted.done(
                commands.send(new ReduceConsent(consentId, new TreeSet<>(request.scopes()), reason(request.reasonCode(), own))));
    }

    private static ReasonCode reason(@Nullable ReasonCode stated, boolean own) {
        return stated == null ? own ? ReasonCode.USER_REQUEST : ReasonCode.ADMIN : stated;
    }

    /** Two batches, whatever the number of rows. */
    private Page<Item> named(Page<Row<ConsentOverview>> rows) {
        var knownClients = clients.values(rows.items().stream().map(row -> row.value().clientId()));
        var knownServers = servers.values(rows.items().stream().map(row -> row.value().serverId()));
        return rows.map(row -> Item.of(row, knownClients.get(row.value().clientId()), knownServers.get(row.value().serverId())));
    }

    /** What the list may be narrowed to. */
    record Filter(@Nullable String serverId, @Nullable String clientId, @Nullable String memberId, @Nullable Status status,
            @Schema(description = "A part of the name of the client, the server or the person, or of the person's e-mail address, whatever the "
                    + "case of the letters; or a whole id or scope") @Nullable @Size(max = Limits.NAME) String q) {
        enum Status {
            GRANTED, WITHDRAWN
        }

        Criteria criteria() {
            return Criteria.and(Listing.is("serverId", serverId), Listing.is("clientId", clientId), Listing.is("userId", memberId),
                    Listing.is("status", status));
        }
    }

    /** @param reasonCode why; {@code USER_REQUEST} of the member and {@code ADMIN} of anybody else where nothing is said */
    record WithdrawRequest(@Nullable ReasonCode reasonCode) {
    }

    /**
     * @param scopes     to take away
     * @param reasonCode as for withdrawing
     */
    record ReduceRequest(@NotEmpty @Size(max = Limits.SCOPES) List<@NotBlank @Size(max = Limits.TERM) String> scopes,
            @Nullable ReasonCode reasonCode) {
    }

    record Item(String id, String memberId, ClientCard client, ServerCard server, String status, List<String> scopes,
            List<String> declinedOptional, String basis, long consentVersion, Instant grantedAt, @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy, @Nullable String reasonCode, long version) {
        static Item of(Row<ConsentOverview> row, @Nullable KnownClient client, @Nullable KnownServer server) {
            var value = row.value();
            return new Item(row.aggregateId(), value.userId(),
                    new ClientCard(value.clientId(), client == null ? value.clientId() : client.name(),
                            client == null ? null : client.registrationMethod()),
                    new ServerCard(value.serverId(), server == null ? value.serverId() : server.name(),
                            server == null ? null : server.projectId()),
                    value.status(), value.scopes(), value.declinedOptional(), value.basis(), value.consentVersion(), value.grantedAt(),
                    value.withdrawnAt(), value.withdrawnBy(), value.reasonCode(), row.sequence());
        }
    }

    record ClientCard(String id, String name, @Nullable String registrationMethod) {
    }

    record ServerCard(String id, String name, @Nullable String projectId) {
    }
}
