package io.countersign.audit.export;

import io.countersign.audit.contract.AuditEvent.Failure;
import io.countersign.audit.export.AuditExportCommand.ExpireAuditExport;
import io.countersign.audit.export.AuditExportCommand.FailAuditExport;
import io.countersign.audit.export.AuditExportCommand.FinishAuditExport;
import io.countersign.audit.export.AuditExportCommand.StartAuditExport;
import io.countersign.audit.export.ExportList.Item;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Selection;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.events.command.Commands;
import io.countersign.web.passport.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes exports that were asked for and removes those whose time is over. One that was interrupted, by whatever, is taken up again from
 * the same size of the tree when nobody holds it any more, three times at most.
 */
@Component
class ExportWork {
    static final int ATTEMPTS = 3;
    static final Duration HELD = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(ExportWork.class);
    private static final Actor SELF = new Actor(Actor.Type.SYSTEM, "audit-service");
    private final Exports exports;
    private final ExportList list;
    private final ExportFiles files;
    private final History history;
    private final Commands commands;
    private final ExportsProperties properties;
    private final Clock clock;

    ExportWork(Exports exports, ExportList list, ExportFiles files, History history, Commands commands, ExportsProperties properties,
            Clock clock) {
        this.exports = exports;
        this.list = list;
        this.files = files;
        this.history = history;
        this.commands = commands;
        this.properties = properties;
        this.clock = clock;
    }

    /** Does what there is to do now. */
    void look() {
        for (var item : list.all()) {
            try {
                look(item, exports.state(item.exportId()), clock.instant());
            } catch (RuntimeException e) {
                LOG.warn("Export {} failed and is retried later: {}", item.exportId(), e.toString());
            }
        }
    }

    private void look(Item item, AuditExportState state, Instant now) {
        switch (state) {
            case AuditExportState.Absent ignored when item.listedAt().plus(FORGOTTEN).isBefore(now) -> list.remove(item.exportId());
            case AuditExportState.Absent ignored -> LOG.debug("Export {} is listed and not yet asked for", item.exportId());
            case AuditExportState.Requested requested -> attempt(item, requested, now, () -> started(item.exportId(), requested));
            case AuditExportState.Running running -> attempt(item, running, now, () -> running);
            case AuditExportState.Ready ready -> expire(item.exportId(), ready, now);
            case AuditExportState.Failed ignored -> list.remove(item.exportId());
            case AuditExportState.Expired ignored -> list.remove(item.exportId());
        }
    }

    private void attempt(Item item, AuditExportState state, Instant now, Supplier<AuditExportState.Running> begun) {
        if (item.heldUntil().isAfter(now) || !list.hold(item, now.plus(HELD))) {
            return;
        }
        if (item.attempts() >= ATTEMPTS) {
            commands.send(new FailAuditExport(item.exportId(), Failure.GAVE_UP), cause(item.exportId(), state));
            list.remove(item.exportId());
            return;
        }
        write(item.exportId(), begun.get());
    }

    private AuditExportState.Running started(String exportId, AuditExportState.Requested requested) {
        var size = history.head(TreeNames.ofOrganization(requested.organizationId())).orElseThrow().head().size();
        commands.send(new StartAuditExport(exportId, size), cause(exportId, requested));
        return new AuditExportState.Running(requested.organizationId(), requested.filter(), size);
    }

    private void write(String exportId, AuditExportState.Running running) {
        var head = history.head(TreeNames.ofOrganization(running.organizationId()), running.treeSize()).orElseThrow();
        var written = files.write(exportId, head, Selection.of(running.filter()),
                done -> list.progress(exportId, done, clock.instant().plus(HELD)));
        commands.send(new FinishAuditExport(exportId, written.entries(), written.sha256(), clock.instant().plus(properties.kept())),
                cause(exportId, running));
    }

    /** The file goes first: what the log calls ready may be gone, what it calls expired is. */
    private void expire(String exportId, AuditExportState.Ready ready, Instant now) {
        if (!ready.expiresAt().isAfter(now)) {
            files.delete(exportId);
            commands.send(new ExpireAuditExport(exportId), cause(exportId, ready));
            list.remove(exportId);
        }
    }

    private static Commands.Cause cause(String exportId, AuditExportState state) {
        return new Commands.Cause(SELF, state.organization(), null, exportId, null);
    }
}
