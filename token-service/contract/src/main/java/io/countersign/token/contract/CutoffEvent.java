package io.countersign.token.contract;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The book-keeping of a cut that ends many connections. The access feed has cut them off already; these facts say how far each of them has
 * got its own end. Topic {@code countersign.token}, subject {@code cut-…}: one stream for each access key.
 */
public sealed interface CutoffEvent {
    String cutoffId();

    /**
     * What rests on a key has to end.
     *
     * @param key   the access key that was cut or ended
     * @param epoch what was authorized under a lower one ends; absent where everything does
     * @param cause id of the cutting event
     */
    record CutoffBegun(String cutoffId, String key, @Nullable Long epoch, ReasonCode reasonCode, String cause, Instant begunAt)
            implements
                CutoffEvent {
    }

    /**
     * The list was worked off down to a place.
     *
     * @param cursor where to go on
     * @param looked connections that were looked at so far
     * @param left   connections that could not be ended and are tried again at the end
     */
    record CutoffAdvanced(String cutoffId, String cause, String cursor, long looked, SortedSet<String> left) implements CutoffEvent {
    }

    /** Nothing that was authorized before the cut is left. */
    record CutoffFinished(String cutoffId, String cause, long looked, Instant finishedAt) implements CutoffEvent {
    }
}
