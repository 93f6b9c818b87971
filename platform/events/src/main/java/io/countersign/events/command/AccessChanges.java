package io.countersign.events.command;

import io.countersign.access.AccessEntry;
import java.util.List;
import org.axonframework.messaging.MetaData;

/**
 * How an aggregate hands the complete resulting entries of an event to the log: {@code apply(event, AccessChanges.of(entries))}.
 * The log stores them in the same commit, so the relay only copies.
 */
public final class AccessChanges {
    /** Metadata key that carries a {@code List<AccessEntry>} from the aggregate to the log; it is not part of the envelope. */
    public static final String METADATA_KEY = "access";

    private AccessChanges() {
    }

    public static MetaData of(List<AccessEntry> entries) {
        return entries.isEmpty() ? MetaData.emptyInstance() : MetaData.with(METADATA_KEY, List.copyOf(entries));
    }
}
