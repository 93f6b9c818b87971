package io.countersign.token.bulk;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.events.projection.View.Row;
import io.countersign.token.bulk.BulkOperationCommand.CancelBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.ResumeBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.StartBulkOperation;
import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.Selector;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.revocation.StatedReason;
import io.countersign.web.api.Limits;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One action on up to {@value Selection#MOST} connections: looked at first, then begun, stopped, gone on with (C20). */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/bulk-operations")
class BulkOperationController {
    private static final int SAMPLE = 10;
    private final BulkTargets selection;
    private final BulkOperationRights rights;
    private final BulkOperations operations;
    private final Commands commands;
    private final Ids ids;

    BulkOperationController(BulkTargets selection, BulkOperationRights rights, BulkOperations operations, Commands commands, Ids ids) {
        this.selection = selection;
        this.rights = rights;
        this.operations = operations;
        this.commands = commands;
        this.ids = ids;
    }

    @Operation(summary = "See what an operation would be about", description = "How many connections the selector stands for now, the "
            + "newest of them, and a digest with which the operation is begun. Changes nothing.")
    @PostMapping("/preview")
    Preview preview(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @Valid @RequestBody PreviewRequest request) {
        var rows = selection.of(caller, orgId, request.action(), request.selector().recorded());
        return new Preview(rows.size(), BulkTargets.digest(rows.stream().map(Row::aggregateId).toList()),
                rows.stream().limit(SAMPLE).map(Sample::of).toList());
    }

    @Operation(summary = "Begin an operation", description = "For exactly the connections that were previewed: when the selector stands "
            + "for others by now, 409 selection_changed and nothing happens. It goes on in the background.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Started> start(@AuthenticationPrincipal Passport caller, @PathVariable String orgId,
            @Valid @RequestBody StartRequest request) {
        var selector = request.selector().recorded();
        var connectionIds = selection.of(caller, orgId, request.action(), selector).stream().map(Row::aggregateId).toList();
        if (connectionIds.isEmpty() || !BulkTargets.digest(connectionIds).equals(request.digest())) {
            throw new Problem(HttpStatus.CONFLICT, "selection_changed",
                    "The selector stands for other connections than were previewed. Look again.");
        }
        var id = ids.next("blk");
        var receipt = commands.send(
                new StartBulkOperation(id, orgId, request.action(), request.reasonCode().recorded(), selector, connectionIds));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/bulk-operations/" + id, new Started(id, connectionIds.size()));
    }

    @Operation(summary = "Stop an operation", description = "What is not worked off yet stays as it is; what is done stays done.")
    @PostMapping("/{operationId}/cancel")
    ResponseEntity<Void> cancel(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String operationId,
            @RequestParam(defaultValue = "ADMIN") StatedReason reasonCode) {
        rights.requireSteered(caller, orgId, operationId);
        return Accepted.done(commands.send(new CancelBulkOperation(operationId, reasonCode.recorded())));
    }

    @Operation(summary = "Go on with an operation", description = "Tries again what failed and works off what a cancellation left.")
    @PostMapping("/{operationId}/resume")
    ResponseEntity<Void> resume(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String operationId,
            @RequestParam(defaultValue = "ADMIN") StatedReason reasonCode) {
        rights.requireSteered(caller, orgId, operationId);
        rights.requireEndable(caller, orgId, operations.load(operationId).left().toList());
        return Accepted.done(commands.send(new ResumeBulkOperation(operationId, reasonCode.recorded())));
    }

    /** Which connections; what is not said narrows nothing. Without a status, those that the action changes. */
    record SelectorRequest(Selector.@Nullable Status status, @Nullable @Size(max = Limits.ID) String clientId,
            @Nullable @Size(max = Limits.ID) String serverId, @Nullable @Size(max = Limits.ID) String projectId,
            @Nullable @Size(max = Limits.ID) String memberId) {
        Selector recorded() {
            return new Selector(status, clientId, serverId, projectId, memberId);
        }
    }

    record PreviewRequest(@NotNull Action action, @NotNull @Valid SelectorRequest selector) {
    }

    /** @param digest of the preview */
    record StartRequest(@NotNull Action action, @NotNull @Valid SelectorRequest selector, @NotNull StatedReason reasonCode,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest) {
    }

    record Preview(int targets, String digest, List<Sample> sample) {
    }

    /** One of the connections, as ids. */
    record Sample(String connectionId, String clientId, String serverId, SubjectType subjectType, String subjectId) {
        static Sample of(Row<ConnectionOverview> row) {
            var parties = row.value().parties();
            return new Sample(row.aggregateId(), parties.clientId(), parties.serverId(), parties.subjectType(), parties.subjectId());
        }
    }

    record Started(String id, int targets) {
    }
}
