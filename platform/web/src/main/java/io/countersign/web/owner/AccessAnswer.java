package io.countersign.web.owner;

import io.countersign.access.AccessEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An owner's answer to {@link AccessQuestion}. Each asked key is in exactly one of the lists: silence about a key says nothing, least of
 * all that it is open.
 *
 * @param known   the complete entries, open ones as well
 * @param unknown keys of things that do not exist, or that are not this owner's
 */
public record AccessAnswer(List<AccessEntry> known, List<String> unknown) {
    public AccessAnswer {
        known = List.copyOf(known);
        unknown = List.copyOf(unknown);
    }

    /** Whether it speaks of these keys, of each once, and of nothing else. */
    boolean covers(Collection<String> asked) {
        var named = Stream.concat(known.stream().map(AccessEntry::key), unknown.stream()).toList();
        return named.size() == asked.size() && new HashSet<>(named).equals(Set.copyOf(asked));
    }
}
