package io.countersign.registry.client;

import io.countersign.access.AccessState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client may do at one server. Its epoch is the sequence of the event that last began, narrowed or finished it.
 *
 * @param live        whether the client is bound now
 * @param scopes      those of now, or of the end
 * @param previous    the last epoch before this one under which the client was bound; null when it was bound for the first time
 * @param narrowed    the epochs before this one since the client was last bound on purpose; narrowing began each next one, or finished it
 * @param forSecurity whether it was finished for that reason
 * @param until       when it is over; null for no end
 */
public record Binding(boolean live, SortedSet<String> scopes, AccessState access, @Nullable Long previous, List<Long> narrowed,
        boolean forSecurity, @Nullable Instant until) {
    static final Binding NONE = new Binding(false, Collections.emptySortedSet(), AccessState.OPEN, null, List.of(), false, null);

    Binding begin(SortedSet<String> newScopes, @Nullable Instant newUntil, long sequence) {
        return new Binding(true, newScopes, access.cut(sequence), lastBound(), List.of(), false, newUntil);
    }

    Binding change(SortedSet<String> newScopes, boolean narrows, @Nullable Instant newUntil, long sequence) {
        return narrows
                ? new Binding(true, newScopes, access.cut(sequence), lastBound(), epochs(), false, newUntil)
                : new Binding(true, newScopes, access, previous, narrowed, false, newUntil);
    }

    Binding finish(boolean security, long sequence) {
        return new Binding(false, scopes, access.cut(sequence), lastBound(), epochs(), forSecurity || security, until);
    }

    /** Whether the client may have anything by it at {@code now}. */
    public boolean lasts(Instant now) {
        return live && (until == null || now.isBefore(until));
    }

    /** Whether something that lasts until {@code newUntil} ends earlier than this. */
    boolean isOverLaterThan(@Nullable Instant newUntil) {
        return newUntil != null && (until == null || newUntil.isBefore(until));
    }

    /** All epochs since the client was last bound on purpose, under which connections may have begun. */
    List<Long> epochs() {
        return live ? Stream.concat(narrowed.stream(), Stream.of(access.epoch())).toList() : narrowed;
    }

    /** Whether an event of the client's stream came after the client was last bound on purpose. */
    boolean begunBefore(long sequence) {
        return epochs().stream().anyMatch(epoch -> epoch < sequence);
    }

    private @Nullable Long lastBound() {
        return live ? Long.valueOf(access.epoch()) : previous;
    }
}
