package io.countersign.token.cutoff;

import io.countersign.events.lease.Alone;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has cuts worked off in a thread of their own, on one replica at a time: nothing else waits for a hundred thousand connections. */
@Component
class CutoffThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CutoffThread.class);
    private final CutoffWork work;
    private final Alone alone;
    private final Duration pause;
    private @Nullable ScheduledExecutorService thread;

    /** @param pause between two looks whether there is a cut */
    CutoffThread(CutoffWork work, Alone alone, @Value("${countersign.cutoffs.pause:PT0.5S}") Duration pause) {
        this.work = work;
        this.alone = alone;
        this.pause = pause;
    }

    private void round() {
        try {
            if (work.any()) {
                alone.run("cutoffs", work::round);
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("Cuts are worked off later: {}", unavailable.toString());
        }
    }

    @Override
    public synchronized void start() {
        var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("cutoffs").factory());
        var ignored = started.scheduleWithFixedDelay(this::round, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        thread = started;
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
