package io.countersign.eventstore;

import io.countersign.eventstore.CommitStore.Inserted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One writer's way of appending, as a state machine without threads, clock or randomness: each {@link #step} makes one call to the store.
 *
 * <pre>
 * FIND_HEAD     head found                    → SEND
 * any other     the head is not certain enough: the start of the log is read
 *               the head is kept              → acknowledge what was stored meanwhile, go on
 *               the head was removed          → clear what was stored in its place, FIND_HEAD
 * SEND          all stored                    → acknowledge all, SEND
 *               stopped at i                  → acknowledge 0..i-1, CHECK_SLOT of i
 *               unknown                       → SEND, the same documents with the same numbers
 * CHECK_SLOT    slot holds this commit        → acknowledge, SEND
 *               slot holds another commit     → the head is that document or a later one seen with it, SEND renumbered
 *               slot seen empty               → CHECK_COMMIT
 * CHECK_COMMIT  found at any number           → acknowledge, SEND
 *               not found                     → CHECK_KEYS
 * CHECK_KEYS    held by another commit        → refuse as conflict, SEND the rest, closing the slot
 *               held by nobody, or by itself  → unknown: SEND the same again
 * </pre>
 *
 * A number is used only after its predecessor was acknowledged by, or read from, a majority, and only while it is {@link HeadFreshness certain}
 * that it was never used before: a slot in front of the log's start is free again. A call that fails leaves the state as it is.
 * Handed over is only what an insert of this writer is acknowledged for: what stands in a slot by other evidence may be another's copy.
 */
final class AppendProtocol {
    /** What a step has brought. */
    enum Progress {
        /** Evidence: go on at once. */
        MOVED,
        /** Commits were acknowledged by an insert of this writer. */
        APPENDED,
        /** Nothing definite: back off before the next step. */
        UNCLEAR
    }

    private enum Phase {
        FIND_HEAD, SEND, CHECK_SLOT, CHECK_COMMIT, CHECK_KEYS
    }

    private final CommitStore store;
    private final HeadFreshness freshness;
    private final Consumer<List<StoredCommit>> handOver;
    private final Deque<PendingCommit> batch = new ArrayDeque<>();
    private List<StoredCommit> doubtful = List.of();
    private Head head = Head.EMPTY;
    private Phase phase = Phase.FIND_HEAD;
    private boolean resend;
    private boolean sawForeign;

    /** @param handOver takes the documents that a majority acknowledged, before anybody hears of it */
    AppendProtocol(CommitStore store, HeadFreshness freshness, Consumer<List<StoredCommit>> handOver) {
        this.store = new RetainedCommits(store);
        this.freshness = freshness;
        this.handOver = handOver;
    }

    /** Whether {@link #take} may be called: nothing that was sent waits for its outcome. */
    boolean accepts() {
        return (phase == Phase.SEND || phase == Phase.FIND_HEAD) && !resend && doubtful.isEmpty();
    }

    boolean idle() {
        return batch.isEmpty();
    }

    int size() {
        return batch.size();
    }

    void take(Collection<PendingCommit> commits) {
        batch.addAll(commits);
    }

    /** Whether another writer's commit was met since the last call. */
    boolean sawForeign() {
        var seen = sawForeign;
        sawForeign = false;
        return seen;
    }

    /** The last evidence of the end of the log. */
    Head head() {
        return head;
    }

    Progress step() {
        if (phase != Phase.FIND_HEAD && !freshness.lasts()) {
            return verify();
        }
        return switch (phase) {
            case FIND_HEAD -> findHead();
            case SEND -> send();
            case CHECK_SLOT -> checkSlot();
            case CHECK_COMMIT -> checkCommit();
            case CHECK_KEYS -> checkKeys();
        };
    }

    private Progress findHead() {
        var asked = freshness.now();
        advance(HeadSearch.head(store, head));
        freshness.since(asked);
        return go(Phase.SEND);
    }

    /** Nothing behind a head that is kept was removed; in front of the start nothing that is stored now is part of the log. */
    private Progress verify() {
        var asked = freshness.now();
        if (store.start().number() > head.number() + 1) {
            if (!doubtful.isEmpty()) {
                store.clear(doubtful.stream().map(StoredCommit::number).toList());
                doubtful = List.of();
            }
            resend = false;
            return go(Phase.FIND_HEAD);
        }
        freshness.since(asked);
        return settle();
    }

    private Progress send() {
        var asked = freshness.now();
        var documents = documents();
        return switch (store.insert(documents)) {
            case Inserted.All() -> stored(documents, asked, Phase.SEND);
            case Inserted.Stopped(var index) -> stored(documents.subList(0, index), asked, Phase.CHECK_SLOT);
            case Inserted.Unknown() -> again();
        };
    }

    /** What is stored is acknowledged at once, unless the answer was long in coming. */
    private Progress stored(List<StoredCommit> documents, long asked, Phase next) {
        doubtful = documents;
        resend = false;
        phase = next;
        if (!freshness.lasts()) {
            return Progress.MOVED;
        }
        if (!documents.isEmpty()) {
            freshness.since(asked);
        }
        return settle();
    }

    private Progress settle() {
        var stored = doubtful;
        doubtful = List.of();
        acknowledge(stored);
        return stored.isEmpty() ? Progress.MOVED : Progress.APPENDED;
    }

    private Progress checkSlot() {
        var places = store.places(HeadSearch.gallop(head.number(), batch.size()));
        var held = false;
        for (var place : places) {
            if (place.number() != head.number() + 1) {
                break;
            }
            if (batch.isEmpty() || !place.commitId().equals(batch.getFirst().commit().commitId())) {
                held = true;
                break;
            }
            acknowledge(place);
            held = true;
        }
        if (!held) {
            return go(Phase.CHECK_COMMIT);
        }
        var last = places.getLast();
        if (last.number() > head.number()) {
            sawForeign = true;
            advance(last.asHead());
        }
        return go(Phase.SEND);
    }

    private Progress checkCommit() {
        var place = store.place(first().commit().commitId());
        place.ifPresent(this::acknowledge);
        return go(place.isPresent() ? Phase.SEND : Phase.CHECK_KEYS);
    }

    private Progress checkKeys() {
        var commit = first().commit();
        var holders = store.holders(commit.events().stream().map(NewEvent::key).toList());
        var taken = takenBy(holders, commit);
        if (taken == null) {
            return again();
        }
        batch.removeFirst().outcome().completeExceptionally(new EventLogException.Conflict(taken.aggregateId(), taken.sequence()));
        return go(Phase.SEND);
    }

    private static @Nullable NewEvent takenBy(List<CommitStore.Holder> holders, Commit commit) {
        return commit.events().stream()
                .filter(event -> holders.stream()
                        .anyMatch(holder -> holder.key().equals(event.key()) && !holder.commitId().equals(commit.commitId())))
                .findFirst().orElse(null);
    }

    private List<StoredCommit> documents() {
        var documents = new ArrayList<StoredCommit>(batch.size());
        var end = head;
        for (var pending : batch) {
            var document = StoredCommit.of(pending.commit(), end);
            documents.add(document);
            end = new Head(document.number(), document.next());
        }
        return documents;
    }

    private void acknowledge(List<StoredCommit> stored) {
        handOver.accept(stored);
        for (var document : stored) {
            head = new Head(document.number(), document.next());
            batch.removeFirst().outcome().complete(new Appended(document.number(), document.first()));
        }
    }

    private void acknowledge(Place place) {
        advance(place.asHead());
        batch.removeFirst().outcome().complete(place.appended());
    }

    private void advance(Head evidence) {
        if (evidence.number() > head.number()) {
            head = evidence;
        }
    }

    private PendingCommit first() {
        return batch.getFirst();
    }

    private Progress go(Phase next) {
        phase = next;
        return Progress.MOVED;
    }

    private Progress again() {
        phase = Phase.SEND;
        resend = true;
        return Progress.UNCLEAR;
    }
}
