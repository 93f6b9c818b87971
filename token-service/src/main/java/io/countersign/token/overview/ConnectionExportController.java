package io.countersign.token.overview;

import io.countersign.events.command.Receipt;
import io.countersign.events.export.CsvTable;
import io.countersign.events.export.ListExports;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.overview.ListOrders.Sorting;
import io.countersign.token.overview.ConnectionItems.Item;
import io.countersign.token.overview.ConnectionSearch.Question;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The list of connections as a file. */
@RestController
class ConnectionExportController {
    private static final CsvTable<Item> TABLE = new CsvTable<Item>().column("id", Item::id).column("name", Item::name)
            .column("status", Item::status).column("flags", Item::flags).column("clientId", item -> item.client().id())
            .column("clientName", item -> item.client().name()).column("registrationMethod", item -> item.client().registrationMethod())
            .column("serverId", item -> item.server().id()).column("serverName", item -> item.server().name())
            .column("projectId", item -> item.server().projectId()).column("subjectType", item -> item.subject().type())
            .column("subjectId", item -> item.subject().id()).column("subjectName", item -> item.subject().name())
            .column("subjectEmail", item -> item.subject().email()).column("left", item -> item.subject().left())
            .column("resource", Item::resource).column("scopes", Item::scopes).column("scopesUsed", Item::scopesUsed)
            .column("consentId", Item::consentId).column("authorizedAt", Item::authorizedAt).column("lastUsedAt", Item::lastUsedAt)
            .column("lastTool", Item::lastTool).column("calls", Item::calls).column("idleExpiresAt", Item::idleExpiresAt)
            .column("absoluteExpiresAt", Item::absoluteExpiresAt).column("revokedAt", Item::revokedAt)
            .column("revokedBy", revokedBy(Actor::id)).column("revokedByType", revokedBy(Actor::type))
            .column("reasonCode", Item::reasonCode).column("enforcedAt", Item::enforcedAt)
            .column("enforcementLagMillis", Item::enforcementLagMillis).column("predecessorId", Item::predecessorId)
            .column("visibleUntil", Item::visibleUntil);
    private final ConnectionSearch search;
    private final ConnectionRights rights;
    private final ListExports exports;

    ConnectionExportController(ConnectionSearch search, ConnectionRights rights, ListExports exports) {
        this.search = search;
        this.rights = rights;
        this.exports = exports;
    }

    @Operation(summary = "The list of connections as a file", description = "All that the list shows to the caller under the same filter, in "
            + "the same order (RFC 4180, UTF-8). Who took it is recorded. Four at once on each replica: 503 beyond. A transfer that breaks "
            + "off is not the whole list.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping("/api/v1/orgs/{orgId}/connections/export")
    void export(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @Valid @ModelAttribute ConnectionFilter filter,
            @Valid @ModelAttribute Sorting sorting, Optional<Receipt> receipt, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        exports.answer("connections", caller, request, response, TABLE,
                search.all(orgId, rights.visible(caller, orgId), new Question(filter, sorting, List.of()), receipt));
    }

    /** The same where a file is what is asked for. */
    @Operation(hidden = true)
    @GetMapping(path = "/api/v1/orgs/{orgId}/connections", produces = ListExports.TYPE)
    void file(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @Valid @ModelAttribute ConnectionFilter filter,
            @Valid @ModelAttribute Sorting sorting, Optional<Receipt> receipt, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        export(caller, orgId, filter, sorting, receipt, request, response);
    }

    private static Function<Item, @Nullable Object> revokedBy(Function<Actor, Object> part) {
        return item -> item.revokedBy() == null ? null : part.apply(item.revokedBy());
    }
}
