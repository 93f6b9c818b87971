package io.countersign.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A writer the simulation can drive: one call to the store per step. */
interface SimulatedWriter {
    boolean accepts();

    boolean idle();

    void take(Collection<PendingCommit> commits);

    void step();

    /** Makes the writer of a process. */
    @FunctionalInterface
    interface Factory {
        /** @param freshness how long it may rely on what it knows, in the time of the simulation */
        SimulatedWriter of(CommitStore store, HeadFreshness freshness, Consumer<List<StoredCommit>> handOver);
    }

    /** The protocol the product uses. */
    static SimulatedWriter careful(CommitStore store, HeadFreshness freshness, Consumer<List<StoredCommit>> handOver) {
        var protocol = new AppendProtocol(store, freshness, handOver);
        return new SimulatedWriter() {
            @Override
            public boolean accepts() {
                return protocol.accepts();
            }

            @Override
            public boolean idle() {
                return protocol.idle();
            }

            @Override
            public void take(Collection<PendingCommit> commits) {
                protocol.take(commits);
            }

            @Override
            public void step() {
                protocol.step();
            }
        };
    }
}
