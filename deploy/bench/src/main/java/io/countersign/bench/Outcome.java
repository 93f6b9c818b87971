package io.countersign.bench;

import org.HdrHistogram.AbstractHistogram;

/** What a run came to; latencies in milliseconds. */
record Outcome(long count, long failures, double seconds, double p50, double p99) {
    /** @param latencies of what succeeded, in units of which {@code perMilli} make a millisecond */
    static Outcome of(AbstractHistogram latencies, double perMilli, long failures, double seconds) {
        return new Outcome(latencies.getTotalCount(), failures, seconds, latencies.getValueAtPercentile(50) / perMilli,
                latencies.getValueAtPercentile(99) / perMilli);
    }

    double perSecond() {
        return count / seconds;
    }
}
