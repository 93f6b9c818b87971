package io.countersign.registry.client;

import io.countersign.access.AccessState;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client may do at one server. Its epoch is the sequence of the event that last began, narrowed or finished it.
 *
 * @param live     whether the client is bound now
 * @param previous the last epoch before this one under which the client was bound; null when it was bound for the first time
 */
public record Binding(boolean live, SortedSet<String> scopes, AccessState access, @Nullable Long previous) {
    static final Binding NONE = new Binding(false, Collections.emptySortedSet(), AccessState.OPEN, null);

    Binding begin(SortedSet<String> newScopes, long sequence) {
        return new Binding(true, newScopes, access.cut(sequence), lastBound());
    }

    Binding change(SortedSet<String> newScopes, boolean narrowed, long sequence) {
        return narrowed ? begin(newScopes, sequence) : new Binding(true, newScopes, access, previous);
    }

    Binding finish(long sequence) {
        return new Binding(false, new TreeSet<>(), access.cut(sequence), lastBound());
    }

    private @Nullable Long lastBound() {
        return live ? Long.valueOf(access.epoch()) : previous;
    }
}
