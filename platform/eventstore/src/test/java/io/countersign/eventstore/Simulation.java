package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One seeded run: writers that race, delay, crash and come back, callers that repeat commits whose outcome they do not know, a reader that
 * follows by number, and a store that breaks every promise it has not made. After each step the invariants are checked.
 */
final class Simulation {
    private static final int WRITERS = 3;
    private static final int STEPS = 350;
    private static final int LAST_STEPS = 20_000;
    private static final int AGGREGATES = 5;
    /** A writer relies on what it knows for ten steps. */
    private static final long NANOS_PER_STEP = HeadFreshness.LASTS.toNanos() / 10;

    /** An invariant that does not hold. */
    static final class Broken extends AssertionError {
        Broken(String invariant, Object detail) {
            super(invariant + ": " + detail);
        }
    }

    private final RandomGenerator random;
    private final SimulatedMongo store;
    private final SimulatedWriter.Factory protocol;
    private final SimulatedRemoval removal;
    private final List<SimulatedWriter> writers = new ArrayList<>();
    private final List<List<PendingCommit>> inHand = new ArrayList<>();
    private final List<PendingCommit> open = new ArrayList<>();
    private final Map<String, Appended> acknowledged = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> followed = new ArrayList<>();
    private final List<RecentCommits> recent = new ArrayList<>();
    private final Map<String, Integer> madeAt = new HashMap<>();
    private final List<Integer> safeAt = new ArrayList<>();
    private int made;
    private int handedOver;
    private int checked;

    Simulation(long seed, boolean dirtyReads, SimulatedRemoval.Way removal, SimulatedWriter.Factory protocol) {
        this.random = new Random(seed);
        this.store = new SimulatedMongo(random, dirtyReads);
        this.protocol = protocol;
        this.removal = new SimulatedRemoval(removal, store, random);
        for (var i = 0; i < WRITERS; i++) {
            recent.add(new RecentCommits());
            writers.add(start(i));
            inHand.add(new ArrayList<>());
        }
    }

    private SimulatedWriter start(int writer) {
        var held = new RecentCommits();
        recent.set(writer, held);
        return protocol.of(store, new HeadFreshness(() -> store.now() * NANOS_PER_STEP), commits -> {
            commits.forEach(this::checkHandedOver);
            held.add(commits);
        });
    }

    private void checkHandedOver(StoredCommit commit) {
        if (commit.number() >= store.safe().size() || !commit.equals(store.safe().get((int) commit.number()))) {
            throw new Broken("What is handed over stands for ever in the log, exactly as it was handed over", commit);
        }
    }

    /** Runs to the end, or to the first invariant that is broken. */
    Simulation run() {
        for (var step = 0; step < STEPS; step++) {
            store.tick();
            act();
            check();
        }
        store.calmDown();
        for (var step = 0; step < LAST_STEPS && !settled(); step++) {
            store.tick();
            store.deliver();
            store.replicate();
            progress(random.nextInt(WRITERS));
            follow();
            check();
        }
        if (!settled()) {
            throw new Broken("Every commit gets a definite outcome once the faults end", open.size());
        }
        store.replicate();
        check();
        return this;
    }

    int stored() {
        return store.safe().size();
    }

    /** How many commits the reader took from a writer's memory. */
    int handedOver() {
        return handedOver;
    }

    int conflicts() {
        return refused.size();
    }

    int removed() {
        return removal.removed();
    }

    private void act() {
        switch (random.nextInt(22)) {
            case 20, 21 -> remove();
            case 0 -> store.failover();
            case 1, 2, 3 -> store.deliver();
            case 4, 5 -> store.replicate();
            case 6 -> crash(random.nextInt(WRITERS));
            case 7, 8, 9 -> submit(random.nextInt(WRITERS));
            case 10, 11 -> follow();
            default -> progress(random.nextInt(WRITERS));
        }
    }

    private void remove() {
        var underWay = Stream.concat(open.stream().map(pending -> pending.commit().commitId()), store.underWay());
        removal.step(followed.size(), underWay.mapToInt(madeAt::get).min().orElse(store.now()), safeAt);
    }

    private boolean settled() {
        return open.isEmpty() && store.quiet() && followed.size() == store.applied().size();
    }

    private void submit(int writer) {
        if (writers.get(writer).accepts()) {
            var pending = new PendingCommit(random.nextInt(8) == 0 && !open.isEmpty()
                    ? repeated(open.get(random.nextInt(open.size())).commit())
                    : fresh());
            open.add(pending);
            inHand.get(writer).add(pending);
            writers.get(writer).take(List.of(pending));
        }
    }

    /** One or two aggregates, each continued from what a caller last saw of it; callers see no more than is safe, and sometimes less. */
    private Commit fresh() {
        var events = new ArrayList<NewEvent>();
        var chosen = new HashSet<Integer>();
        for (var i = 0; i < 1 + random.nextInt(2); i++) {
            var aggregate = random.nextInt(AGGREGATES);
            if (chosen.add(aggregate)) {
                var id = "a" + aggregate;
                var last = store.safe().stream().flatMap(commit -> commit.events().stream()).filter(event -> event.aggregateId().equals(id))
                        .mapToLong(StoredEvent::sequence).max().orElse(-1);
                for (var n = 0; n < 1 + random.nextInt(2); n++) {
                    events.add(new NewEvent(id, ++last, new byte[0]));
                }
            }
        }
        madeAt.put("c" + made, store.now());
        return new Commit("c" + made++, events, List.of());
    }

    private void progress(int writer) {
        var protocolOfWriter = writers.get(writer);
        if (!protocolOfWriter.idle()) {
            try {
                protocolOfWriter.step();
            } catch (SimulatedMongo.NoAnswer again) {
                assert !protocolOfWriter.idle() : "the state is as it was: the next step repeats the call";
            }
        }
        collect();
    }

    private void collect() {
        open.removeIf(pending -> {
            if (!pending.outcome().isDone()) {
                return false;
            }
            if (pending.outcome().state() == Future.State.SUCCESS) {
                acknowledge(pending.commit().commitId(), pending.outcome().resultNow());
            } else if (pending.outcome().exceptionNow() instanceof EventLogException.Conflict) {
                refused.add(pending.commit().commitId());
            }
            return true;
        });
    }

    private void acknowledge(String commitId, Appended place) {
        var before = acknowledged.put(commitId, place);
        if (before != null && !before.equals(place)) {
            throw new Broken("A commit has one place", commitId + " " + before + " " + place);
        }
    }

    /** The process dies: what it sent may still arrive; its callers send the same commits to another writer. */
    private void crash(int writer) {
        var orphans = inHand.get(writer).stream().filter(pending -> !pending.outcome().isDone()).toList();
        open.removeAll(orphans);
        inHand.set(writer, new ArrayList<>());
        writers.set(writer, start(writer));
        for (var orphan : orphans) {
            var heir = random.nextInt(WRITERS);
            if (random.nextInt(3) > 0 && writers.get(heir).accepts()) {
                var repeated = new PendingCommit(repeated(orphan.commit()));
                open.add(repeated);
                inHand.get(heir).add(repeated);
                writers.get(heir).take(List.of(repeated));
            }
        }
    }

    /** The same commit as another process makes it: the bytes are arrays of their own, so its copies differ. */
    private static Commit repeated(Commit commit) {
        return new Commit(commit.commitId(), commit.events().stream()
                .map(event -> new NewEvent(event.aggregateId(), event.sequence(), event.bytes().clone())).toList(), commit.access());
    }

    /** A relay beside one of the writers takes the number it expects next from memory, or else from the store. */
    private void follow() {
        var held = recent.get(random.nextInt(WRITERS)).from(followed.size(), 1);
        if (!held.isEmpty() && held.getFirst().number() == followed.size()) {
            followed.add(held.getFirst().commitId());
            handedOver++;
        } else {
            store.next(followed.size()).ifPresent(followed::add);
        }
    }

    private void check() {
        var seen = store.changes() + acknowledged.size() + refused.size() + followed.size();
        if (seen != checked) {
            checked = seen;
            checkAll();
        }
    }

    private void checkAll() {
        while (safeAt.size() < store.safe().size()) {
            safeAt.add(store.now());
        }
        removal.check(followed.size());
        var position = 0L;
        var ids = new HashMap<String, StoredCommit>();
        var keys = new HashSet<String>();
        for (var i = 0; i < store.applied().size(); i++) {
            var commit = store.applied().get(i);
            if (commit.number() != i || commit.first() != position) {
                throw new Broken("Numbers and positions are dense", commit);
            }
            position = commit.next();
            if (ids.put(commit.commitId(), commit) != null) {
                throw new Broken("No commit is stored twice", commit);
            }
            if (!commit.events().stream().allMatch(event -> keys.add(CommitCodec.key(event.aggregateId(), event.sequence())))) {
                throw new Broken("A key is unique", commit);
            }
            if (refused.contains(commit.commitId())) {
                throw new Broken("Of a refused commit nothing is stored", commit);
            }
            if (i < followed.size() && !followed.get(i).equals(commit.commitId())) {
                throw new Broken("A reader sees one order", commit);
            }
        }
        var safe = store.safe().size();
        acknowledged.forEach((commitId, place) -> {
            var stored = ids.get(commitId);
            if (stored == null || stored.number() >= safe || stored.number() != place.number() || stored.first() != place.first()) {
                throw new Broken("What was acknowledged stands for ever at its place", commitId + " " + place + " " + stored);
            }
        });
    }
}
