package io.countersign.token.cutoff;

import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.Map;

/**
 * One cut of one access key.
 *
 * @param epoch what was authorized under a lower one is dead
 * @param cause id of the cutting event
 */
record Cut(String key, long epoch, ReasonCode reasonCode, String cause) {
    /** Of a key that ended for ever. */
    static final long ALL = Long.MAX_VALUE;

    /** @param epochs in force when a connection was authorized; a key that is not among them is at the beginning */
    boolean covers(Map<String, Long> epochs) {
        return epochs.getOrDefault(key, 0L) < epoch;
    }

    /** What an end that follows from this cut says of itself: gateways know of the cut and need not be informed of each end. */
    Covering covering() {
        return new Covering(key, epoch == ALL ? null : epoch);
    }
}
