package io.countersign.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A closed loop: a fixed number of callers, each sends its next request when the last one is answered, for a fixed time.
 *
 * @param callers how many at once
 * @param time    how long
 */
record Load(int callers, Duration time) {
    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();

    /** Runs the request until the time is over. */
    Outcome run(Request request) {
        var latencies = new ConcurrentHistogram(HIGHEST, 3);
        var failures = new AtomicLong();
        var done = new CountDownLatch(callers);
        var begin = System.nanoTime();
        var end = begin + time.toNanos();
        for (var caller = 0; caller < callers; caller++) {
            Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    var sent = System.nanoTime();
                    if (request.send()) {
                        latencies.recordValue(Math.min(HIGHEST, System.nanoTime() - sent));
                    } else {
                        failures.incrementAndGet();
                    }
                }
                done.countDown();
            });
        }
        try {
            done.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        return new Outcome(latencies.getTotalCount(), failures.get(), seconds, latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6);
    }

    /** One request; false when it failed. */
    @FunctionalInterface
    interface Request {
        boolean send();
    }

    /** What a run came to; latencies in milliseconds. */
    record Outcome(long count, long failures, double seconds, double p50, double p99) {
        double perSecond() {
            return count / seconds;
        }
    }
}
