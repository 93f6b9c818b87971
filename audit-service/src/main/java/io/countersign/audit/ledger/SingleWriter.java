package io.countersign.audit.ledger;

import io.countersign.events.lease.HeldLease;
import io.countersign.events.lease.Leases;
import io.countersign.events.lease.Leases.Lease;
import io.countersign.events.relay.StartRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * One process writes the audit log: it compares store and witness with what it wrote itself. A second one does not start; when the first
 * has died, the next takes over as soon as its lease has run out. A process that lost the lease, because it stood still for long, ends.
 */
@Component
class SingleWriter implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SingleWriter.class);
    private static final String TASK = "audit-writer";
    private static final Duration LIFE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(9);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private final HeldLease lease;

    SingleWriter(Leases leases, ConfigurableApplicationContext context) {
        var acquired = acquired(leases).orElseThrow(() -> new StartRefused("Another audit-service writes this audit log. It has one writer,"
                + " whose witness and exports are files of its own: run one replica. If the other has ended just now, start again."));
        this.lease = new HeldLease(acquired, () -> {
            LOG.error("Another audit-service writes this audit log now; this one ends");
            Thread.ofPlatform().name("ending").start(context::close);
        });
    }

    private static Optional<Lease> acquired(Leases leases) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        var lease = leases.acquire(TASK, LIFE);
        while (lease.isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            lease = leases.acquire(TASK, LIFE);
        }
        return lease;
    }

    @Override
    public void destroy() {
        lease.close();
    }
}
