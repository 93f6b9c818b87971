package io.countersign.events.feed;

import io.countersign.access.AccessFeedRecord;
import java.util.concurrent.CompletableFuture;

/** The way into one access topic, in order. */
interface AccessFeedProducer {
    /** Makes sure that the topic is there and as it must be. */
    void open();

    /** Completes when the topic holds the record. */
    CompletableFuture<?> send(AccessFeedRecord record);
}
