package io.countersign.token.cutoff;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.SortedSet;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of the book-keeping of a key's cuts. */
sealed interface CutoffCommand {
    String cutoffId();

    /** Has everything end that the cut covers; the same or an older cut again changes nothing. */
    record BeginCutoff(@TargetAggregateIdentifier String cutoffId, String key, long epoch, ReasonCode reasonCode,
            String cause) implements CutoffCommand {
        static BeginCutoff of(String key, long epoch, ReasonCode reasonCode, String cause) {
            return new BeginCutoff(CutoffId.of(key), key, epoch, reasonCode, cause);
        }
    }

    /** Says how far the cut that is being worked off has come. */
    record AdvanceCutoff(@TargetAggregateIdentifier String cutoffId, String cause, String cursor, long looked,
            SortedSet<String> left) implements CutoffCommand {
    }

    /** Says that the cut that is being worked off has ended all it covers. */
    record FinishCutoff(@TargetAggregateIdentifier String cutoffId, String cause, long looked) implements CutoffCommand {
    }
}
