package io.countersign.starter.relay;

import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What a relay tells about itself: whether it is the active one, how far behind the log it is, how long Kafka takes. */
final class RelayMeters {
    private final Timer latency;
    private final Counter failures;
    private final AtomicBoolean active = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong(-1);

    RelayMeters(MeterRegistry meters, String name, EventLog log) {
        this.latency = Timer.builder("countersign.relay.latency").description("From reading commits to Kafka's acknowledgement")
                .tag("log", name).publishPercentileHistogram().register(meters);
        this.failures = Counter.builder("countersign.relay.restarts").description("Times the relay started again after a failure")
                .tag("log", name).register(meters);
        Gauge.builder("countersign.relay.active", () -> active.get() ? 1 : 0).description("1 where the log is relayed")
                .tag("log", name).register(meters);
        Gauge.builder("countersign.relay.lag", () -> active.get() ? Math.max(0, log.head().number() - acknowledged.get()) : 0)
                .description("Commits that Kafka has not acknowledged").tag("log", name).register(meters);
    }

    void active(boolean now) {
        active.set(now);
    }

    void failed() {
        failures.increment();
    }

    void acknowledged(Head head, long nanos) {
        acknowledged.set(head.number());
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }
}
