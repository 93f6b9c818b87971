package io.countersign.token.retention;

import io.countersign.access.EventSourcedState;
import io.countersign.token.contract.RetentionEvent;
import io.countersign.token.contract.RetentionEvent.IssuancesRemoved;
import io.countersign.token.retention.RetentionCommand.RecordRemoval;
import java.time.Instant;
import java.util.List;

/** @param firstPosition where the log begins as far as it is recorded */
record RetentionState(long firstPosition) implements EventSourcedState<RetentionEvent, RetentionState> {
    static final RetentionState COMPLETE = new RetentionState(0);

    List<RetentionEvent> decide(RetentionCommand command, Instant now) {
        return switch (command) {
            case RecordRemoval(var log, var first, var olderThan) -> first <= firstPosition
                    ? List.of()
                    : List.of(new IssuancesRemoved(log, first, first - firstPosition, olderThan, now));
        };
    }

    @Override
    public RetentionState evolve(RetentionEvent event, long sequence) {
        return switch (event) {
            case IssuancesRemoved removed -> new RetentionState(removed.firstPosition());
        };
    }
}
