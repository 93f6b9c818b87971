package io.countersign.local.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until something holds, for half a minute at most: a view may have to catch up. */
final class Poll {
    private static final Duration BOUND = Duration.ofMinutes(2);

    private Poll() {
    }

    /** @throws DemonstrationFailed with {@code otherwise} when it does not hold in time */
    static <T> T until(String otherwise, Supplier<T> look, Predicate<T> holds) {
        var deadline = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < deadline) {
            var seen = look.get();
            if (holds.test(seen)) {
                return seen;
            }
        }
        throw new DemonstrationFailed(otherwise + " after " + BOUND);
    }

    static String millis(long nanos) {
        return nanos < 0 ? "0 ms, before the answer arrived" : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
