package io.countersign.events.lease;

import io.countersign.events.lease.Leases.Lease;
import io.countersign.events.lease.Leases.LeaseLost;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a task on one replica at a time. A replica that died is replaced when its lease has run out, within {@value #LIFE_SECONDS} seconds.
 */
public final class ExclusiveTasks {
    private static final Logger log = LoggerFactory.getLogger(ExclusiveTasks.class);
    private static final int LIFE_SECONDS = 6;
    private static final Duration LIFE = Duration.ofSeconds(LIFE_SECONDS);

    private final Leases leases;

    public ExclusiveTasks(Leases leases) {
        this.leases = leases;
    }

    /**
     * Does the work unless another replica is at it.
     *
     * @return false when another replica is
     */
    public boolean run(String task, Work work) {
        var lease = leases.acquire(task, LIFE);
        lease.ifPresent(acquired -> run(acquired, work));
        return lease.isPresent();
    }

    private static void run(Lease acquired, Work work) {
        try (var lease = new HeldLease(acquired, () -> log.info("Another replica takes over {}", acquired.task()))) {
            work.run(lease);
        } catch (LeaseLost elsewhere) {
            log.debug("Another replica holds the lease", elsewhere);
        }
    }

    /** A task in steps. */
    @FunctionalInterface
    public interface Work {
        /** @param lease to be asked before every step */
        void run(HeldLease lease);
    }
}
