package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What this process appended last and a majority acknowledged: bounded, the oldest goes first. It only spares reading back; whatever is
 * missing here stands in the log.
 */
final class RecentCommits {
    static final int COMMITS = 1024;
    static final int BYTES = 1 << 20;

    private final TreeMap<Long, StoredCommit> held = new TreeMap<>();
    private long bytes;

    /** @param acknowledged by an insert of this process, exactly as they were inserted */
    synchronized void add(Collection<StoredCommit> acknowledged) {
        for (var commit : acknowledged) {
            held.put(commit.number(), commit);
            bytes += bytes(commit);
        }
        while (held.size() > COMMITS || bytes > BYTES) {
            bytes -= bytes(held.pollFirstEntry().getValue());
        }
    }

    /** At most {@code max} consecutive commits, beginning with the first that is held from {@code number} on. */
    synchronized List<StoredCommit> from(long number, int max) {
        var run = new ArrayList<StoredCommit>();
        for (var commit : held.tailMap(number).values()) {
            if (run.size() == max || (!run.isEmpty() && commit.number() != run.getLast().number() + 1)) {
                break;
            }
            run.add(commit);
        }
        return run;
    }

    private static long bytes(StoredCommit commit) {
        return commit.events().stream().mapToLong(event -> event.bytes().length).sum();
    }
}
