package io.countersign.audit.checkpoint;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every 30 s whether log and witness still fit together, and whether a checkpoint is due. */
@Component
class CheckpointScheduler implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointScheduler.class);
    static final long SECONDS = 30;
    private final Integrity integrity;
    private final Checkpoints checkpoints;
    private ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    CheckpointScheduler(Integrity integrity, Checkpoints checkpoints) {
        this.integrity = integrity;
        this.checkpoints = checkpoints;
    }

    @Override
    public void start() {
        if (beat.isShutdown()) {
            beat = Executors.newSingleThreadScheduledExecutor();
        }
        var _ = beat.scheduleWithFixedDelay(this::look, 1, SECONDS, TimeUnit.SECONDS);
        running = true;
    }

    void look() {
        try {
            if (integrity.look()) {
                checkpoints.keepSpeaking();
            }
        } catch (RuntimeException e) {
            LOG.warn("No checkpoint could be signed; it is tried again in {} s: {}", SECONDS, e.toString());
        }
    }

    @Override
    public void stop() {
        beat.shutdownNow();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
