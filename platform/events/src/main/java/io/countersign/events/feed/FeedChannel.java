package io.countersign.events.feed;

import io.countersign.access.FeedRecord;
import java.util.concurrent.CompletableFuture;

/** The way into one access topic, in order. */
interface FeedChannel {
    /** Makes sure that the topic is there and as it must be. */
    void open();

    /** Completes when the topic holds the record. */
    CompletableFuture<?> send(FeedRecord record);
}
