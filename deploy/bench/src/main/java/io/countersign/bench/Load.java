package io.countersign.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A closed loop within this process: a fixed number of callers in virtual threads, each calls again when the last call has returned, for a fixed time.
 *
 * @param callers how many at once
 * @param time    how long
 */
record Load(int callers, Duration time) {
    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();
    private static final double NANOS_PER_MILLI = 1e6;

    /** Calls until the time is over; a call that throws ends its caller and is missing in the figures. */
    Outcome run(Runnable call) {
        var latencies = new ConcurrentHistogram(HIGHEST, 3);
        var done = new CountDownLatch(callers);
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        for (var caller = 0; caller < callers; caller++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        var called = System.nanoTime();
                        call.run();
                        latencies.recordValue(Math.min(HIGHEST, System.nanoTime() - called));
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            done.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Outcome.of(latencies, NANOS_PER_MILLI, 0, (System.nanoTime() - begin) / 1e9);
    }
}
