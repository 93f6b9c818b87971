package io.countersign.starter.event;

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
     * @param version sequence of the last event, -1 when there is none
     */
    record Loaded<S>(S state, long version) {
        public boolean exists() {
            return version >= 0;
        }
    }
}
