package io.countersign.token.bulk;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationAdvanced;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationStarted;
import io.countersign.token.contract.BulkOperationEvent.Selector;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.web.passport.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation as lists show it.
 *
 * @param startedBy     as an opaque id
 * @param cause         id of the event that began it, which every change that it makes names
 * @param correlationId of the request that began it
 */
record BulkOperationOverview(String organizationId, Action action, ReasonCode reasonCode, Selector selector, Actor startedBy,
        Instant startedAt, String cause, String correlationId, Status status, int targets, int done, int unchanged, int failed,
        @Nullable Instant endedAt) {
    static final Criteria RUNNING = Criteria.equal("status", Status.RUNNING.name());

    /** In the words of domain.md 2.4. */
    enum Status {
        RUNNING, COMPLETED, PARTIALLY_COMPLETED, CANCELLED
    }

    static BulkOperationOverview started(BulkOperationStarted e, Recorded<?> recorded) {
        return new BulkOperationOverview(e.organizationId(), e.action(), e.reasonCode(), e.selector(), recorded.actor(), e.startedAt(),
                recorded.id(), recorded.correlationId(), Status.RUNNING, e.targets(), 0, 0, 0, null);
    }

    BulkOperationOverview advanced(BulkOperationAdvanced e) {
        return with(status, done + e.done().size(), unchanged + e.unchanged().size(), failed + e.failed().size(), endedAt);
    }

    BulkOperationOverview cancelled(Instant at) {
        return with(Status.CANCELLED, done, unchanged, failed, at);
    }

    BulkOperationOverview resumed() {
        return with(Status.RUNNING, done, unchanged, 0, null);
    }

    BulkOperationOverview finished(Instant at) {
        return with(failed == 0 ? Status.COMPLETED : Status.PARTIALLY_COMPLETED, done, unchanged, failed, at);
    }

    private BulkOperationOverview with(Status then, int nowDone, int nowUnchanged, int nowFailed, @Nullable Instant ended) {
        return new BulkOperationOverview(organizationId, action, reasonCode, selector, startedBy, startedAt, cause, correlationId, then,
                targets, nowDone, nowUnchanged, nowFailed, ended);
    }
}
