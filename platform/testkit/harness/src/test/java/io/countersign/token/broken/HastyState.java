package io.countersign.token.broken;

import java.time.Instant;

/** A rule with a clock of its own. */
record HastyState(Instant end) {
    @SuppressWarnings("JavaInstantGetSecondsGetNano")
    boolean over() {
        return Instant.now().isAfter(end);
    }
}
