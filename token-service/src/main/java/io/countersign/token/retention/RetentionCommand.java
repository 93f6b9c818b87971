package io.countersign.token.retention;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of the record of removals. */
sealed interface RetentionCommand {
    String logId();

    /** Says where the log begins now; the same again changes nothing. */
    record RecordRemoval(@TargetAggregateIdentifier String logId, long firstPosition, Instant olderThan) implements RetentionCommand {
    }
}
