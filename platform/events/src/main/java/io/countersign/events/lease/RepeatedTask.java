package io.countersign.events.lease;

import io.countersign.events.lease.ExclusiveTasks.Work;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does a task that may take long, again and again, in a thread of its own and on one replica at a time: nothing else waits for it. A round
 * that fails is followed by the next one.
 */
public final class RepeatedTask implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);
    private final String task;
    private final Duration pause;
    private final ExclusiveTasks exclusive;
    private final BooleanSupplier any;
    private final Work work;
    private @Nullable ScheduledExecutorService thread;

    /**
     * @param pause between two rounds
     * @param any   whether there is anything to do; asked before the lease is
     */
    public RepeatedTask(String task, Duration pause, ExclusiveTasks exclusive, BooleanSupplier any, Work work) {
        this.task = task;
        this.pause = pause;
        this.exclusive = exclusive;
        this.any = any;
        this.work = work;
    }

    private void round() {
        try {
            if (any.getAsBoolean()) {
                exclusive.run(task, work);
            }
        } catch (RuntimeException unavailable) {
            LOG.warn("{} failed and is retried: {}", task, unavailable.toString());
        }
    }

    @Override
    public synchronized void start() {
        var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(task).factory());
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
