package io.countersign.starter.access;

import io.countersign.eventstore.AccessEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is in force now, in memory, fed by every owner's access topic. Bounded by what is in force, not by history.
 */
public interface AccessTable {
    /** The entry in force for a key, or null. */
    @Nullable
    AccessEntry get(String key);

    /** When the owner's relay sent the entry in force for a key; the start of what is measured as enforcement lag. */
    default Optional<Instant> relayedAt(String key) {
        return Optional.empty();
    }

    /** Whether a complete snapshot of every owner was read since the start. */
    boolean ready();

    /** Age of the oldest owner's last heartbeat. Older than {@code revocation.max-staleness} means: ask the owners. */
    Duration age();

    /** Calls back for every entry that became stricter or looser; must return at once. */
    void onChange(Consumer<AccessEntry> listener);
}
