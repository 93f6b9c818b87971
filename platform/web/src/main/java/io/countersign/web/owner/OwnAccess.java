package io.countersign.web.owner;

import io.countersign.access.AccessEntry;
import java.util.Collection;
import java.util.List;

/** What this service itself says about the keys it owns, from its aggregates; it answers {@code POST /internal/access} with the same. */
public interface OwnAccess {
    /** Whose keys they are: {@code registry}, {@code consent} or {@code token}. */
    String owner();

    /** The entries of those keys that have one. */
    List<AccessEntry> of(Collection<String> keys);
}
