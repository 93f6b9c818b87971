package io.countersign.web.owner;

import io.countersign.access.AccessEntry;
import java.util.Optional;
import java.util.Set;

/**
 * Says how keys stand, from the aggregates that write them, never from a view. A service has one for each part of it that owns keys;
 * together they answer {@code POST /internal/access}.
 */
public interface AccessOwner {
    /** What its keys begin with, {@code member} for example. */
    Set<String> kinds();

    /**
     * The complete entry of a key of these kinds, an open one as well.
     *
     * @return empty when this owner knows no such thing; whatever was authorized under it is then refused
     */
    Optional<AccessEntry> find(String key);
}
