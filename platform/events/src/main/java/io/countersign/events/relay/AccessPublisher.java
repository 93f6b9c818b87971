package io.countersign.events.relay;

import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes the access entries of one log. Its relay calls it from one thread: {@link #started}, then any number of {@link #published} and
 * {@link #caughtUp} in the order of the log, then {@link #stopped}; and again from {@link #started} after a failure or a lost lease.
 */
public interface AccessPublisher {
    /** This replica became the active relay: a new snapshot begins. {@link #published} goes on from the last acknowledged commit. */
    void started();

    /**
     * The commit's events were handed to Kafka; its entries follow now.
     *
     * @return completes when Kafka holds them; the relay acknowledges the commit only then, and starts again when it fails
     */
    CompletableFuture<?> published(StoredCommit commit);

    /**
     * The store's head was read and everything up to it was published and acknowledged: a heartbeat may be sent. Called often (at least
     * every 20 ms while idle); must return at once.
     */
    void caughtUp(Head head);

    /** This replica is no longer the active relay: nothing may be sent any more. */
    void stopped();

    /** Makes the publisher of a log that has an access topic. One bean. */
    @FunctionalInterface
    interface Factory {
        AccessPublisher of(String logName, String accessTopic, EventLog log);
    }
}
