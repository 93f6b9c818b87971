package io.countersign.events.relay;

import io.countersign.events.relay.RelayLedger.Lease;
import io.countersign.events.relay.RelayLedger.LeaseLost;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a lease from a thread of its own for as long as the turn lasts: opening, announcing a hundred thousand entries and reading a long
 * log take longer than a lease. When it is lost, the turn is told at once.
 */
final class Renewal implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Renewal.class);
    private static final int RENEWALS = 3;

    private final Lease lease;
    private final Runnable whenLost;
    private final ScheduledExecutorService renewing = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("relay-lease").factory());
    private volatile @Nullable LeaseLost lost;

    Renewal(Lease lease, Duration life, Runnable whenLost) {
        this.lease = lease;
        this.whenLost = whenLost;
        var pause = Math.max(1, life.toMillis() / RENEWALS);
        var ignored = renewing.scheduleAtFixedRate(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            lease.renew();
        } catch (LeaseLost elsewhere) {
            lost = elsewhere;
            renewing.shutdown();
            whenLost.run();
        } catch (RuntimeException unavailable) {
            logger.debug("The lease cannot be renewed now; it is tried again", unavailable);
        }
    }

    /** @throws LeaseLost when another replica has taken it */
    void require() {
        var elsewhere = lost;
        if (elsewhere != null) {
            throw elsewhere;
        }
    }

    @Override
    public void close() {
        renewing.shutdownNow();
    }
}
