package io.countersign.registry.given;

import io.countersign.access.AccessEntry;
import io.countersign.access.EventSourcedState;
import java.util.ArrayList;
import java.util.List;

/** The access entries a history leaves behind, in order. */
public final class Entries {
    private Entries() {
    }

    @SafeVarargs
    public static <E, S extends EventSourcedState<E, S>> List<AccessEntry> after(S initial, E... events) {
        var entries = new ArrayList<AccessEntry>();
        var state = initial;
        for (var sequence = 0; sequence < events.length; sequence++) {
            state = state.evolve(events[sequence], sequence);
            entries.addAll(state.accessEntries(events[sequence], sequence));
        }
        return entries;
    }

    @SafeVarargs
    public static <E, S extends EventSourcedState<E, S>> S fold(S initial, E... events) {
        var state = initial;
        for (var sequence = 0; sequence < events.length; sequence++) {
            state = state.evolve(events[sequence], sequence);
        }
        return state;
    }
}
