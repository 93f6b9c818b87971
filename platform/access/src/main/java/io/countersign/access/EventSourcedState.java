package io.countersign.access;

import java.util.List;

/**
 * The state of an aggregate as its events left it. Pure.
 *
 * @param <E> its events
 * @param <S> its sealed states
 */
public interface EventSourcedState<E, S extends EventSourcedState<E, S>> {
    /** @param sequence of the event in its aggregate */
    S evolve(E event, long sequence);

    /** The complete entries of the keys whose access the event changed, in the state after it; none where the aggregate owns no keys. */
    default List<AccessEntry> accessEntries(E event, long sequence) {
        return List.of();
    }
}
