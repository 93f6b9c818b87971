package io.countersign.eventstore;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The negative control: after an unknown answer, or a refused slot, it takes the next slot without evidence of what stands before it. */
final class FaultyWriter implements SimulatedWriter {
    private final CommitStore store;
    private final Deque<PendingCommit> waiting = new ArrayDeque<>();
    private Head head = Head.EMPTY;

    FaultyWriter(CommitStore store) {
        this.store = store;
    }

    @Override
    public boolean accepts() {
        return true;
    }

    @Override
    public boolean idle() {
        return waiting.isEmpty();
    }

    @Override
    public void take(Collection<PendingCommit> commits) {
        waiting.addAll(commits);
    }

    @Override
    public void step() {
        var next = StoredCommit.of(waiting.getFirst().commit(), head);
        if (store.insert(List.of(next)) instanceof CommitStore.Inserted.All) {
            waiting.removeFirst().outcome().complete(new Appended(next.number(), next.first()));
        } else if (store.place(next.commitId()).isPresent()) {
            waiting.removeFirst();
        }
        head = new Head(next.number(), next.next());
    }
}
