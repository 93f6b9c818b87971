package io.countersign.eventstore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** A commit on its way: waiting → sent → decided, or waiting → withdrawn. What was sent cannot be withdrawn. */
final class PendingCommit {
    private enum State {
        WAITING, SENT, WITHDRAWN
    }

    private final Commit commit;
    private final int bytes;
    private final CompletableFuture<Appended> outcome = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    PendingCommit(Commit commit) {
        this.commit = commit;
        this.bytes = commit.events().stream().mapToInt(event -> event.bytes().length).sum();
    }

    Commit commit() {
        return commit;
    }

    int bytes() {
        return bytes;
    }

    CompletableFuture<Appended> outcome() {
        return outcome;
    }

    /** Whether it may go out; false when its waiter has withdrawn it. */
    boolean send() {
        return state.compareAndSet(State.WAITING, State.SENT);
    }

    /** Whether it will certainly never be sent. */
    boolean withdraw() {
        return state.compareAndSet(State.WAITING, State.WITHDRAWN);
    }
}
