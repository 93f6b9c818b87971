package io.countersign.events.log;

import io.countersign.access.EventSourcedState;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads aggregates of this service straight from its log, for synchronous answers: the owner's word, never a view.
 */
public interface Streams {
    /**
     * Folds the events of one aggregate; what was folded before is kept (bounded), so an unchanged aggregate costs one indexed read.
     *
     * @param initial the state of an aggregate without events; with {@code aggregateId} it is the key of what is kept
     * @param evolve  pure
     */
    <S> Loaded<S> load(String aggregateId, S initial, BiFunction<S, Recorded<?>, S> evolve);

    /**
     * Folds an aggregate's own events; others in its stream are passed over.
     *
     * @param events the sealed type of the aggregate's events
     */
    default <E, S extends EventSourcedState<E, S>> Loaded<S> load(String aggregateId, S initial, Class<E> events) {
        return load(aggregateId, initial, own(events));
    }

    /**
     * The fold as it is kept here, without asking the log unless nothing is kept: what this replica appended is in it, what another
     * appended may be missing. Good where something else vouches for the others, as the access feed does while it is fresh.
     */
    <S> Loaded<S> recall(String aggregateId, S initial, BiFunction<S, Recorded<?>, S> evolve);

    /** {@link #recall(String, Object, BiFunction)} of an aggregate's own events. */
    default <E, S extends EventSourcedState<E, S>> Loaded<S> recall(String aggregateId, S initial, Class<E> events) {
        return recall(aggregateId, initial, own(events));
    }

    private static <E, S extends EventSourcedState<E, S>> BiFunction<S, Recorded<?>, S> own(Class<E> events) {
        return (state, recorded) -> events.isInstance(recorded.event())
                ? state.evolve(events.cast(recorded.event()), recorded.sequence())
                : state;
    }

    /** Says that this replica appended: from now on no older fold is recalled. */
    void appended(String aggregateId, long sequence);

    /**
     * @param version sequence of the last event, -1 when there is none
     */
    record Loaded<S>(S state, long version) {
        /** Empty when the state is of another kind, absent for example. */
        public <T> Optional<Loaded<T>> as(Class<T> kind) {
            return kind.isInstance(state) ? Optional.of(new Loaded<>(kind.cast(state), version)) : Optional.empty();
        }

        public boolean exists() {
            return version >= 0;
        }
    }
}
