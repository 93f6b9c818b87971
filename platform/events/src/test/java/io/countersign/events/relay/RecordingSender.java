package io.countersign.events.relay;

import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what was sent and tells in which order; the next sends can be made to fail. */
final class RecordingSender implements EventSender.Factory, AccessPublisher {
    final List<Long> commits = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    final AtomicInteger failures = new AtomicInteger();
    /** What announcing takes. */
    volatile Runnable announcing = () -> {
    };

    @Override
    public EventSender open() {
        return new EventSender() {
            @Override
            public CompletableFuture<?> send(StoredCommit commit) {
                if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return CompletableFuture.failedFuture(new IllegalStateException("Kafka is gone"));
                }
                commits.add(commit.number());
                calls.add("events " + commit.number());
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public void started() {
        calls.add("started");
        announcing.run();
    }

    @Override
    public CompletableFuture<?> published(StoredCommit commit) {
        calls.add("access " + commit.number());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void caughtUp(Head head) {
        calls.add("caught up " + head.number());
    }

    @Override
    public void stopped() {
        calls.add("stopped");
    }

    /** The calls, each once where it was repeated at once. */
    List<String> story() {
        var story = new ArrayList<String>();
        for (var call : calls) {
            if (story.isEmpty() || !story.getLast().equals(call)) {
                story.add(call);
            }
        }
        return story;
    }
}
