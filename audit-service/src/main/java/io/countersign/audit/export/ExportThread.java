package io.countersign.audit.export;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for work at exports every 30 s, and at once when there is some. */
@Component
class ExportThread implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ExportThread.class);
    private static final long SECONDS = 30;
    private static final long STOP_SECONDS = 5;
    private final ExportWork work;
    private volatile ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    ExportThread(ExportWork work) {
        this.work = work;
    }

    /** There is something to do. */
    void wake() {
        if (running) {
            beat.execute(this::look);
        }
    }

    @Override
    public void start() {
        if (beat.isShutdown()) {
            beat = Executors.newSingleThreadScheduledExecutor();
        }
        running = true;
        var ignored = beat.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            work.look();
        } catch (RuntimeException e) {
            LOG.warn("The export worker failed and runs again in {} s: {}", SECONDS, e.toString());
        }
    }

    /** An export that is being written is interrupted and taken up again at the next start. */
    @Override
    public void stop() {
        running = false;
        beat.shutdownNow();
        try {
            var ignored = beat.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
