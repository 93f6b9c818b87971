package io.countersign.events.lease;

import io.countersign.events.lease.Leases.Lease;
import io.countersign.events.lease.Leases.LeaseLost;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that is renewed from a thread of its own, however long one step of the work takes, until it is closed and so left to whoever asks
 * next.
 */
public final class HeldLease implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeldLease.class);
    private static final int RENEWALS = 3;

    private final Lease lease;
    private final Runnable whenLost;
    private final ScheduledExecutorService renewing;
    private volatile boolean lost;
    private volatile boolean closed;

    /** @param whenLost done at once, on the renewing thread, when another replica has taken it */
    public HeldLease(Lease lease, Runnable whenLost) {
        this.lease = lease;
        this.whenLost = whenLost;
        this.renewing = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("lease-" + lease.task()).factory());
        var pause = Math.max(1, lease.life().toMillis() / RENEWALS);
        var _ = renewing.scheduleAtFixedRate(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            lease.renew();
        } catch (LeaseLost elsewhere) {
            renewing.shutdown();
            if (!closed) {
                lost = true;
                whenLost.run();
            }
        } catch (RuntimeException unavailable) {
            log.warn("The lease of {} cannot be renewed now; it is tried again: {}", lease.task(), unavailable.toString());
        }
    }

    /**
     * To be asked before every step; it asks nobody.
     *
     * @throws LeaseLost when another replica goes on
     */
    public void require() {
        if (lost) {
            throw new LeaseLost(lease.task());
        }
    }

    @Override
    public void close() {
        closed = true;
        renewing.shutdown();
        try {
            lease.release();
        } catch (RuntimeException unavailable) {
            log.debug("The lease of {} runs out by itself", lease.task(), unavailable);
        }
    }
}
