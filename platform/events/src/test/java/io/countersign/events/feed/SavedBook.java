package io.countersign.events.feed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A book store in memory with the promises of the real one: inserts and deletions by key and version. */
final class SavedBook implements EntriesInForceStore {
    private final Map<String, EntriesInForce.Line> lines = new LinkedHashMap<>();
    private long number = -1;
    private long position;

    @Override
    public EntriesInForce.Saved load() {
        return new EntriesInForce.Saved(List.copyOf(lines.values()), number, position);
    }

    @Override
    public void save(EntriesInForce.Changes changes) {
        changes.written().forEach(line -> lines.putIfAbsent(line.id(), line));
        number = changes.number();
        position = changes.position();
        changes.obsolete().forEach(line -> lines.remove(line.id()));
    }

    int size() {
        return lines.size();
    }
}
