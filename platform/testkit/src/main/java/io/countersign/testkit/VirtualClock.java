package io.countersign.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class VirtualClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private VirtualClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public static VirtualClock at(Instant instant) {
        return new VirtualClock(new AtomicReference<>(instant), ZoneOffset.UTC);
    }

    public static VirtualClock at(String instant) {
        return at(Instant.parse(instant));
    }

    public Instant advance(Duration step) {
        return Objects.requireNonNull(now.updateAndGet(instant -> instant.plus(step)));
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock in another zone: moving one moves the other. */
    @Override
    public Clock withZone(ZoneId other) {
        return new VirtualClock(now, other);
    }
}
