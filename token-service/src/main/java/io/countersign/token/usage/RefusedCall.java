package io.countersign.token.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A call that a gateway refused before it was begun.
 *
 * @param code why, one of the fixed order of refusals (C28)
 */
record RefusedCall(String connectionId, String partition, long offset, Instant at, String code) implements UsageFact {
    RefusedCall {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
