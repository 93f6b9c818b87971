package io.countersign.events.relay;

import io.countersign.eventstore.Head;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a relay tells about itself: whether it is the active one, how far Kafka is behind the log, how long Kafka takes. */
final class RelayMeters {
    private static final long CAUGHT_UP = Long.MIN_VALUE;

    private final Timer latency;
    private final Counter failures;
    private final Supplier<Ends> ends;
    private final LongSupplier nanos;
    private final AtomicBoolean active = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong behindSince = new AtomicLong(CAUGHT_UP);

    /** @param ends what the store says of the log's end and of what Kafka holds */
    RelayMeters(MeterRegistry meters, String name, Supplier<Ends> ends, LongSupplier nanos) {
        this.ends = ends;
        this.nanos = nanos;
        this.latency = Timer.builder("countersign.relay.latency").description("From reading commits to Kafka's acknowledgement")
                .tag("log", name).publishPercentileHistogram().register(meters);
        this.failures = Counter.builder("countersign.relay.restarts").description("Times the relay started again after a failure")
                .tag("log", name).register(meters);
        Gauge.builder("countersign.relay.active", () -> active.get() ? 1 : 0).description("1 where the log is relayed")
                .tag("log", name).register(meters);
        Gauge.builder("countersign.relay.lag.positions", this::positions).description("Positions that Kafka has not acknowledged")
                .tag("log", name).register(meters);
        TimeGauge.builder("countersign.relay.lag", () -> age().toMillis(), TimeUnit.MILLISECONDS)
                .description("Since when Kafka has not held everything that is stored").tag("log", name).register(meters);
    }

    void active(boolean now) {
        active.set(now);
    }

    void failed() {
        failures.increment();
    }

    void acknowledged(Head head, long nanos) {
        acknowledged.set(head.nextPosition());
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Something is stored that Kafka does not hold; restarts of the relay do not end that. */
    void behind() {
        behindSince.compareAndSet(CAUGHT_UP, nanos.getAsLong());
    }

    void caughtUp() {
        behindSince.set(CAUGHT_UP);
    }

    /** Positions stored and not known to be in Kafka: what the active relay knows, elsewhere what it has recorded. */
    long positions() {
        var known = ends.get();
        var published = active.get() ? Math.max(acknowledged.get(), known.published().nextPosition()) : known.published().nextPosition();
        return Math.max(0, known.stored().nextPosition() - published);
    }

    /** Since when Kafka has been behind; where no relay is at work, since it was first asked. */
    Duration age() {
        if (!active.get()) {
            if (positions() == 0) {
                caughtUp();
            } else {
                behind();
            }
        }
        var since = behindSince.get();
        return since == CAUGHT_UP ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - since);
    }

    /**
     * @param stored    the end of the log
     * @param published what Kafka is recorded to hold
     */
    record Ends(Head stored, Head published) {
    }
}
