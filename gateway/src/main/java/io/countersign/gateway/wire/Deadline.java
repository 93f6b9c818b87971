package io.countersign.gateway.wire;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is waited for, on the thread of the connection. Most of what is waited for comes in time, so a later deadline leaves the
 * running timer alone, which looks again when it goes off.
 */
final class Deadline {
    private final EventExecutor executor;
    private final Runnable missed;
    private @Nullable ScheduledFuture<?> timer;
    private long goesOff;
    private long due;
    private boolean waiting;

    Deadline(EventExecutor executor, Runnable missed) {
        this.executor = executor;
        this.missed = missed;
    }

    /** From now on, in the place of whatever was waited for. */
    void in(Duration patience) {
        due = System.nanoTime() + patience.toNanos();
        waiting = true;
        if (timer == null || goesOff - due > 0) {
            start();
        }
    }

    void lifted() {
        waiting = false;
    }

    /** For good. */
    void stop() {
        lifted();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void start() {
        if (timer != null) {
            timer.cancel(false);
        }
        goesOff = due;
        timer = executor.schedule(this::look, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (waiting && due - System.nanoTime() > 0) {
            start();
        } else if (waiting) {
            waiting = false;
            missed.run();
        }
    }
}
