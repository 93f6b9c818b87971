package io.countersign.events.lease;

import io.countersign.events.lease.Leases.Lease;
import io.countersign.events.lease.Leases.LeaseLost;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a task on one replica at a time. The lease is renewed from a thread of its own while the task lasts, however long one step of it
 * takes; a replica that died is replaced when its lease has run out, within {@value #LIFE_SECONDS} seconds.
 */
public final class Alone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alone.class);
    private static final int LIFE_SECONDS = 6;
    private static final Duration LIFE = Duration.ofSeconds(LIFE_SECONDS);
    private static final int RENEWALS = 3;

    private final Leases leases;
    private final ScheduledExecutorService renewing = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("leases").factory());

    public Alone(Leases leases) {
        this.leases = leases;
    }

    /**
     * Does the work unless another replica is at it.
     *
     * @return false when another replica is
     */
    public boolean run(String task, Work work) {
        var lease = leases.acquire(task, LIFE);
        lease.ifPresent(held -> run(held, work));
        return lease.isPresent();
    }

    private void run(Lease lease, Work work) {
        var hold = new Renewed(lease);
        var pause = LIFE.toMillis() / RENEWALS;
        var renewal = renewing.scheduleAtFixedRate(hold::renew, pause, pause, TimeUnit.MILLISECONDS);
        try {
            work.run(hold);
        } catch (LeaseLost elsewhere) {
            log.info(elsewhere.getMessage());
        } finally {
            renewal.cancel(false);
            release(lease);
        }
    }

    private static void release(Lease lease) {
        try {
            lease.release();
        } catch (RuntimeException unavailable) {
            log.debug("The lease of {} runs out by itself", lease.task(), unavailable);
        }
    }

    @Override
    public void close() {
        renewing.shutdownNow();
    }

    /** A task in steps. */
    @FunctionalInterface
    public interface Work {
        /** @param hold to be asked before every step */
        void run(Hold hold);
    }

    /** Whether this replica is still the one. */
    @FunctionalInterface
    public interface Hold {
        /** @throws LeaseLost when another replica goes on */
        void require();
    }

    /** What is known of the lease without asking for it. */
    private static final class Renewed implements Hold {
        private final Lease lease;
        private volatile boolean lost;

        Renewed(Lease lease) {
            this.lease = lease;
        }

        void renew() {
            try {
                lease.renew();
            } catch (LeaseLost elsewhere) {
                lost = true;
            } catch (RuntimeException unavailable) {
                log.warn("The lease of {} cannot be renewed: {}", lease.task(), unavailable.toString());
            }
        }

        @Override
        public void require() {
            if (lost) {
                throw new LeaseLost(lease.task());
            }
        }
    }
}
