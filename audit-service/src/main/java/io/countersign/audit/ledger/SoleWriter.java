package io.countersign.audit.ledger;

import io.countersign.events.lease.Leases;
import io.countersign.events.lease.Leases.Lease;
import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.events.relay.StartRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
class SoleWriter implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SoleWriter.class);
    private static final String TASK = "audit-writer";
    private static final Duration LIFE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(9);
    private static final Duration RENEWAL = LIFE.dividedBy(3);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private final Lease lease;
    private final ConfigurableApplicationContext context;
    private final ScheduledExecutorService renewing = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sole-writer").factory());

    SoleWriter(Leases leases, ConfigurableApplicationContext context) {
        this.context = context;
        this.lease = acquired(leases).orElseThrow(() -> new StartRefused("Another audit-service writes this audit log. It has one writer,"
                + " whose witness and exports are files of its own: run one replica. If the other has ended just now, start again."));
        var ignored = renewing.scheduleAtFixedRate(this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
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

    private void renew() {
        try {
            lease.renew();
        } catch (LeaseLost elsewhere) {
            renewing.shutdown();
            LOG.error("Another audit-service writes this audit log now; this one ends");
            Thread.ofPlatform().name("ending").start(context::close);
        } catch (RuntimeException unavailable) {
            LOG.warn("The right to write the audit log cannot be renewed: {}", unavailable.toString());
        }
    }

    @Override
    public void destroy() {
        renewing.shutdownNow();
        try {
            lease.release();
        } catch (RuntimeException unavailable) {
            LOG.debug("It runs out by itself", unavailable);
        }
    }
}
