package io.countersign.events.relay;

import io.countersign.eventstore.StoredCommit;
import java.util.concurrent.CompletableFuture;

/** Where a relay sends commits while it holds the lease. */
interface EventSender extends AutoCloseable {
    /** Hands the commit's events over, in order; completes when all of them are held there, or fails. */
    CompletableFuture<?> send(StoredCommit commit);

    @Override
    void close();

    /** Opens a sender for one turn at the lease. */
    @FunctionalInterface
    interface Factory {
        EventSender open();
    }
}
