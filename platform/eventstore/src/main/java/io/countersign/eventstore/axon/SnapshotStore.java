package io.countersign.eventstore.axon;

import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;

/** Keeps the newest snapshot of each aggregate. Losing one costs time, never truth. */
public interface SnapshotStore {
    void store(DomainEventMessage<?> snapshot);

    /** The snapshot, unless it was taken by another revision of the aggregate's class. */
    Optional<DomainEventMessage<?>> read(String aggregateId);

    /** Keeps nothing. */
    static SnapshotStore none() {
        return new SnapshotStore() {
            @Override
            public void store(DomainEventMessage<?> snapshot) {
            }

            @Override
            public Optional<DomainEventMessage<?>> read(String aggregateId) {
                return Optional.empty();
            }
        };
    }
}
