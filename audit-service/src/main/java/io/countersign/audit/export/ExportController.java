package io.countersign.audit.export;

import io.countersign.audit.access.Readers;
import io.countersign.audit.access.Readings;
import io.countersign.audit.contract.AuditEvent;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.RequestAuditExport;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Selection;
import io.countersign.audit.ledger.Trees;
import io.countersign.starter.command.Commands;
import io.countersign.starter.command.Ids;
import io.countersign.starter.event.Streams;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.problem.Problem;
import io.countersign.starter.web.Accepted;
import java.time.Clock;
import java.time.Instant;
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
import org.springframework.web.bind.annotation.RestController;

/** Exports: an auditor's business. The file is what the offline verifier takes. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/exports")
class ExportController {
    private final Commands commands;
    private final Ids ids;
    private final Streams streams;
    private final ExportFiles files;
    private final History history;
    private final Readings readings;
    private final ExportsProperties properties;
    private final Clock clock;

    ExportController(Commands commands, Ids ids, Streams streams, ExportFiles files, History history, Readings readings,
            ExportsProperties properties, Clock clock) {
        this.commands = commands;
        this.ids = ids;
        this.streams = streams;
        this.files = files;
        this.history = history;
        this.readings = readings;
        this.properties = properties;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Shown> request(@PathVariable String orgId, @RequestBody(required = false) @Nullable Wanted wanted,
            @AuthenticationPrincipal Passport caller) {
        Readers.require(caller, Readers.CONTENTS);
        var selection = wanted == null ? Selection.ALL : Selection.of(wanted.type(), null, null, null, wanted.from(), wanted.to());
        var tree = history.head(Trees.ofOrganization(orgId)).orElseThrow(Problem::notFound);
        var id = ids.next("exp");
        commands.send(new RequestAuditExport(id, orgId, selection.described()));
        var written = files.write(id, tree, selection);
        var receipt = commands
                .send(new FinishAuditExport(id, written.entries(), written.sha256(), clock.instant().plus(properties.kept())));
        return Accepted.created(receipt, "/api/v1/orgs/" + orgId + "/exports/" + id, shown(id, state(orgId, id)));
    }

    @GetMapping("/{exportId}")
    Shown show(@PathVariable String orgId, @PathVariable String exportId, @AuthenticationPrincipal Passport caller) {
        Readers.require(caller, Readers.CONTENTS);
        return shown(exportId, state(orgId, exportId));
    }

    @GetMapping("/{exportId}/content")
    ResponseEntity<Resource> content(@PathVariable String orgId, @PathVariable String exportId, @AuthenticationPrincipal Passport caller) {
        Readers.require(caller, Readers.CONTENTS);
        if (!(state(orgId, exportId) instanceof AuditExportState.Ready ready)) {
            throw new Problem(HttpStatus.CONFLICT, "export_not_ready", "This export has no content now; see its status.");
        }
        readings.record(Readings.Kind.EXPORT, new java.util.TreeMap<>(java.util.Map.of("exportId", exportId)), ready.entries());
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/zip"))
                .header("Content-Disposition", "attachment; filename=\"" + exportId + ".zip\"")
                .body(new FileSystemResource(files.file(exportId)));
    }

    private AuditExportState state(String orgId, String exportId) {
        var state = streams.<AuditExportState>load(exportId, new AuditExportState.Absent(),
                (before, recorded) -> recorded.event() instanceof AuditEvent event ? before.evolve(event) : before).state();
        if (!state.organization().equals(orgId)) {
            throw Problem.notFound();
        }
        return expired(exportId, state);
    }

    private AuditExportState expired(String exportId, AuditExportState state) {
        if (state instanceof AuditExportState.Ready ready && !ready.expiresAt().isAfter(clock.instant())) {
            files.delete(exportId);
            commands.send(new ExpireAuditExport(exportId));
            return new AuditExportState.Expired(ready.organizationId());
        }
        return state;
    }

    private static Shown shown(String id, AuditExportState state) {
        return switch (state) {
            case AuditExportState.Absent ignored -> throw Problem.notFound();
            case AuditExportState.Requested ignored -> new Shown(id, "REQUESTED", null, null, null);
            case AuditExportState.Ready ready -> new Shown(id, "READY", ready.entries(), ready.sha256(), ready.expiresAt());
            case AuditExportState.Expired ignored -> new Shown(id, "EXPIRED", null, null, null);
        };
    }

    record Wanted(@Nullable Instant from, @Nullable Instant to, @Nullable String type) {
    }

    record Shown(String id, String status, @Nullable Long entries, @Nullable String sha256, @Nullable Instant expiresAt) {
    }
}
