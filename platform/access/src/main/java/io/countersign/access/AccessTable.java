package io.countersign.access;

import java.time.Duration;
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

    /**
     * How long this entry was under way: from when the owner's relay sent it, by the relay's clock, until it was in force here, by ours. A
     * report, of two clocks; nothing is decided by it. Empty for an entry that is not in force, and for one that this table found in the
     * topic's past and did not see arrive.
     */
    default Optional<Duration> lag(AccessEntry entry) {
        return Optional.empty();
    }

    /** Whether a complete snapshot of every owner was read since the start. */
    boolean ready();

    /** Age of the oldest owner's last heartbeat. Older than {@code countersign.access.max-staleness} means: ask the owners. */
    Duration age();

    /** Calls back for every entry that became stricter or looser; must return at once. */
    void onChange(Consumer<AccessEntry> listener);
}
