package io.countersign.registry.client;

import io.countersign.starter.access.AccessState;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a client may do at one server. Its epoch is the sequence of the event that last began, narrowed or finished it.
 *
 * @param live whether the client is bound now
 */
public record Binding(boolean live, SortedSet<String> scopes, AccessState access) {
    static final Binding NONE = new Binding(false, Collections.emptySortedSet(), AccessState.OPEN);

    Binding begin(SortedSet<String> newScopes, long sequence) {
        return new Binding(true, newScopes, access.cut(sequence));
    }

    Binding change(SortedSet<String> newScopes, boolean narrowed, long sequence) {
        return new Binding(true, newScopes, narrowed ? access.cut(sequence) : access);
    }

    Binding finish(long sequence) {
        return new Binding(false, new TreeSet<>(), access.cut(sequence));
    }
}
