package io.countersign.events.search;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as an index holds them: microseconds since 1970. */
public final class Micros {
    private static final long NANOS = 1_000;

    private Micros() {
    }

    public static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    public static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The least that is not before it. */
    static long notBefore(Instant time) {
        return of(time.plusNanos(NANOS - 1));
    }
}
