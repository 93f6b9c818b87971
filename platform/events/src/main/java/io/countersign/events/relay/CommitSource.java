package io.countersign.events.relay;

import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.StoredCommit;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Where a relay takes the commits it expects next: what its own process appended from memory, everything else from the log. While memory
 * supplies, the log is read only where a number is missing (another replica's, or no longer held) and now and then for the head.
 */
final class CommitSource {
    /** Own appends can go on for ever; heartbeats rest on a head that was read. */
    private static final int POLLS_PER_HEAD = 5;

    private final EventLog log;
    private final int batch;
    private final long poll;
    private final LongSupplier nanos;
    private long supplied;
    private long looked;

    /** @param poll how long another replica's commit may stay unseen */
    CommitSource(EventLog log, int batch, Duration poll, LongSupplier nanos) {
        this.log = log;
        this.batch = batch;
        this.poll = poll.toNanos();
        this.nanos = nanos;
        this.looked = nanos.getAsLong() - POLLS_PER_HEAD * this.poll;
        this.supplied = looked;
    }

    /** What follows {@code end}. */
    sealed interface Next {
        /** The next commits, without a gap. */
        record Commits(List<StoredCommit> commits) implements Next {
        }

        /** The log was read and ends there. */
        record Nothing() implements Next {
        }

        /** No evidence: the log was read so recently that it is not asked again yet, or does not show yet what memory proves to be there. */
        record Unknown() implements Next {
        }
    }

    /** @param quiet nothing is under way, so that a head that is read now is worth something */
    Next after(Head end, boolean quiet) {
        var expected = end.number() + 1;
        var held = log.recent(expected, batch);
        if (!held.isEmpty() && held.getFirst().number() == expected) {
            supplied = nanos.getAsLong();
            return new Next.Commits(held);
        }
        if (held.isEmpty() && !due(quiet)) {
            return new Next.Unknown();
        }
        var commits = read(expected);
        if (!commits.isEmpty()) {
            return new Next.Commits(commits);
        }
        return held.isEmpty() ? new Next.Nothing() : new Next.Unknown();
    }

    private boolean due(boolean quiet) {
        var now = nanos.getAsLong();
        return now - supplied >= poll || (quiet && now - looked >= POLLS_PER_HEAD * poll);
    }

    private List<StoredCommit> read(long expected) {
        var commits = log.read(expected, batch);
        looked = nanos.getAsLong();
        supplied = looked;
        return commits;
    }

    /** How long nobody needs to ask unless something happens. */
    long patience() {
        return supplied + poll - nanos.getAsLong();
    }
}
