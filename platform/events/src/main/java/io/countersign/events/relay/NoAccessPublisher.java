package io.countersign.events.relay;

import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.util.concurrent.CompletableFuture;

/** For a log whose events change no access. */
final class NoAccessPublisher implements AccessPublisher {
    @Override
    public void started() {
    }

    @Override
    public CompletableFuture<?> published(StoredCommit commit) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void caughtUp(Head head) {
    }

    @Override
    public void stopped() {
    }
}
