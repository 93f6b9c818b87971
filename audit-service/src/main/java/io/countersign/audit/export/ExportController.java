package io.countersign.audit.export;

import io.countersign.audit.access.ReadAuthorization;
import io.countersign.audit.access.ReadRecorder;
import io.countersign.audit.contract.AuditEvent.Failure;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Selection;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.events.command.Accepted;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exports: an auditor's business. The file is what the offline verifier takes. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/exports")
class ExportController {
    private final Commands commands;
    private final Ids ids;
    private final Exports exports;
    private final ExportList list;
    private final ExportThread thread;
    private final ExportFiles files;
    private final History history;
    private final ReadRecorder reads;
    private final Clock clock;

    ExportController(Commands commands, Ids ids, Exports exports, ExportList list, ExportThread thread, ExportFiles files, History history,
            ReadRecorder reads, Clock clock) {
        this.commands = commands;
        this.ids = ids;
        this.exports = exports;
        this.list = list;
        this.thread = thread;
        this.files = files;
        this.history = history;
        this.reads = reads;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> request(@PathVariable String orgId, @Valid @RequestBody(required = false) @Nullable Wanted wanted,
            @AuthenticationPrincipal Passport caller) {
        ReadAuthorization.requireContents(caller);
        if (history.head(TreeNames.ofOrganization(orgId)).isEmpty()) {
            throw Problem.notFound();
        }
        var selection = wanted == null ? Selection.ALL : Selection.of(wanted.type(), null, null, null, wanted.from(), wanted.to());
        var id = ids.next("exp");
        list.add(id, clock.instant());
        var receipt = commands.send(new RequestAuditExport(id, orgId, selection.described()));
        thread.wake();
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/exports/" + id, shown(id, exports.state(orgId, id)));
    }

    /** An open export that is listed no more, because it was asked for before there was a list, is listed by asking for it. */
    @GetMapping("/{exportId}")
    Shown show(@PathVariable String orgId, @PathVariable String exportId, @AuthenticationPrincipal Passport caller) {
        ReadAuthorization.requireContents(caller);
        var state = exports.state(orgId, exportId);
        if (state.isOpen()) {
            list.add(exportId, clock.instant());
        }
        return shown(exportId, state);
    }

    @GetMapping("/{exportId}/content")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/zip"))
    ResponseEntity<Resource> content(@PathVariable String orgId, @PathVariable String exportId, @AuthenticationPrincipal Passport caller) {
        ReadAuthorization.requireContents(caller);
        if (!(exports.state(orgId, exportId) instanceof AuditExportState.Ready ready) || isOver(ready)) {
            throw new Problem(HttpStatus.CONFLICT, "export_not_ready", "This export has no content now; see its status.");
        }
        var file = files.find(exportId).orElseThrow(() -> new Problem(HttpStatus.GONE, "export_lost",
                "The file of this export is not here any more. Ask for another export."));
        reads.record(ReadRecorder.Kind.EXPORT, new TreeMap<>(Map.of("exportId", exportId)), ready.entries());
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/zip"))
                .header("Content-Disposition", "attachment; filename=\"" + exportId + ".zip\"").body(new FileSystemResource(file));
    }

    private boolean isOver(AuditExportState.Ready ready) {
        return !ready.expiresAt().isAfter(clock.instant());
    }

    private Shown shown(String id, AuditExportState state) {
        return switch (state) {
            case AuditExportState.Absent ignored -> throw Problem.notFound();
            case AuditExportState.Requested ignored -> new Shown(id, "REQUESTED", null, null, null, null, null);
            case AuditExportState.Running running -> new Shown(id, "RUNNING", null, null, null,
                    new Progress(list.find(id).map(ExportList.Item::done).orElse(0L), running.treeSize()), null);
            case AuditExportState.Ready ready when isOver(ready) -> new Shown(id, "EXPIRED", null, null, null, null, null);
            case AuditExportState.Ready ready -> new Shown(id, "READY", ready.entries(), ready.sha256(), ready.expiresAt(), null, null);
            case AuditExportState.Failed failed -> new Shown(id, "FAILED", null, null, null, null, failed.reasonCode());
            case AuditExportState.Expired ignored -> new Shown(id, "EXPIRED", null, null, null, null, null);
        };
    }

    record Wanted(@Nullable Instant from, @Nullable Instant to, @Pattern(regexp = Selection.WORD) @Nullable String type) {
    }

    /**
     * @param status REQUESTED, RUNNING, READY, EXPIRED or FAILED
     */
    record Shown(String id, String status, @Nullable Long entries, @Nullable String sha256, @Nullable Instant expiresAt,
            @Nullable Progress progress, @Nullable Failure reasonCode) {
    }

    /** Events looked at, of all that the tree held when it was begun. */
    record Progress(long done, long of) {
    }
}
