package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A model of what MongoDB promises, and of nothing more: documents are applied in one order on the primary under unique indexes; a
 * majority-acknowledged prefix survives every failover, the rest may or may not; an answer may be lost before or after the write was
 * applied, in part or much later; a majority read shows a prefix that may lag. Where documents were deleted, their numbers, ids and keys
 * are free again.
 */
final class SimulatedMongo implements CommitStore {
    /** A call that got no answer. */
    static final class NoAnswer extends RuntimeException {
        NoAnswer() {
            super("no answer", null, false, false);
        }
    }

    /** How many steps a majority read may lag behind. */
    private static final int LARGEST_LAG = 8;

    private final RandomGenerator random;
    private final boolean dirtyReads;
    private final List<StoredCommit> applied = new ArrayList<>();
    private final List<InFlight> network = new ArrayList<>();
    private final TreeMap<Integer, LogStart> starts = new TreeMap<>(Map.of(0, LogStart.BEGINNING));
    private final Set<Long> deleted = new HashSet<>();
    private final List<StoredCommit> strays = new ArrayList<>();
    private int now;
    private int majority;
    private int changes;
    private boolean calm;

    SimulatedMongo(RandomGenerator random, boolean dirtyReads) {
        this.random = random;
        this.dirtyReads = dirtyReads;
    }

    /** A step of the simulation passes. */
    void tick() {
        now++;
    }

    int now() {
        return now;
    }

    /** No new faults from here on; what is on its way still arrives. */
    void calmDown() {
        calm = true;
    }

    /** Everything the primary has, and what was deleted. */
    List<StoredCommit> applied() {
        return applied;
    }

    /** The numbers that were deleted. */
    Set<Long> deleted() {
        return deleted;
    }

    /** What was inserted where something was deleted. */
    List<StoredCommit> strays() {
        return strays;
    }

    /** The ids of what is on its way. */
    Stream<String> underWay() {
        return network.stream().flatMap(message -> message.documents.stream()).map(StoredCommit::commitId);
    }

    /** Where the log begins, as it stood at a step. */
    LogStart startAsOf(int step) {
        return starts.floorEntry(Math.max(0, step)).getValue();
    }

    /** A majority has the new start. */
    void startAt(long number) {
        if (number > startAsOf(now).number()) {
            starts.put(now, new LogStart(number, applied.get((int) number).first()));
        }
    }

    void delete(long number) {
        if (number < majority) {
            deleted.add(number);
        }
        strays.removeIf(stray -> stray.number() == number);
        changes++;
    }

    @Override
    public LogStart start() {
        loseAnswer();
        return startAsOf(calm ? now : now - random.nextInt(LARGEST_LAG + 1));
    }

    @Override
    public void clear(Collection<Long> numbers) {
        loseAnswer();
        numbers.forEach(this::delete);
        loseAnswer();
    }

    /** How often what is applied has changed. */
    int changes() {
        return changes;
    }

    /** What no failover can take back. */
    List<StoredCommit> safe() {
        return applied.subList(0, majority);
    }

    @Override
    public Inserted insert(List<StoredCommit> documents) {
        return switch (calm ? 0 : random.nextInt(12)) {
            case 1 -> new Inserted.Unknown();
            case 2 -> late(documents, 0);
            case 3 -> late(documents, apply(documents.subList(0, random.nextInt(documents.size() + 1))));
            case 4 -> {
                apply(documents);
                yield new Inserted.Unknown();
            }
            case 5 -> {
                apply(documents);
                replicate();
                yield new Inserted.Unknown();
            }
            default -> answered(documents);
        };
    }

    private Inserted late(List<StoredCommit> documents, int done) {
        network.add(new InFlight(documents, done));
        return new Inserted.Unknown();
    }

    private Inserted answered(List<StoredCommit> documents) {
        var stored = apply(documents);
        if (stored > 0) {
            majority = Math.max(majority, applied.lastIndexOf(documents.get(stored - 1)) + 1);
        }
        return stored == documents.size() ? new Inserted.All() : new Inserted.Stopped(stored);
    }

    private int apply(List<StoredCommit> documents) {
        for (var i = 0; i < documents.size(); i++) {
            if (!applyOne(documents.get(i))) {
                return i;
            }
        }
        return documents.size();
    }

    private boolean applyOne(StoredCommit document) {
        var keys = keys(document).toList();
        var refused = present(applied.size()).anyMatch(held -> held.number() == document.number()
                || held.commitId().equals(document.commitId()) || keys(held).anyMatch(keys::contains));
        changes += refused ? 0 : 1;
        return !refused && (deleted.contains(document.number()) ? strays : applied).add(document);
    }

    private Stream<StoredCommit> present(int end) {
        return Stream.concat(applied.subList(0, end).stream().filter(commit -> !deleted.contains(commit.number())), strays.stream());
    }

    /** Something of what is in flight arrives: one document of one delayed insert. */
    void deliver() {
        if (network.isEmpty()) {
            return;
        }
        var index = random.nextInt(network.size());
        var message = network.get(index);
        var stopped = message.done >= message.documents.size() || !applyOne(message.documents.get(message.done++));
        if (stopped) {
            network.remove(index);
        }
    }

    boolean quiet() {
        return network.isEmpty();
    }

    /** The secondaries catch up a little. */
    void replicate() {
        majority += random.nextInt(applied.size() - majority + 1);
    }

    /** A new primary: of what no majority had, any suffix is lost. What was under way on the old one ends there. */
    void failover() {
        var survives = majority + random.nextInt(applied.size() - majority + 1);
        changes++;
        applied.subList(survives, applied.size()).clear();
        network.removeIf(message -> message.done > 0 || random.nextBoolean());
    }

    /** The commit id a reader finds under the number it expects next, if its read shows it already. */
    Optional<String> next(int expected) {
        return expected < majority && !deleted.contains((long) expected) && (calm || random.nextInt(4) > 0)
                ? Optional.of(applied.get(expected).commitId())
                : Optional.empty();
    }

    @Override
    public List<Place> places(Collection<Long> numbers) {
        return visible().filter(commit -> numbers.contains(commit.number())).map(SimulatedMongo::place)
                .sorted(Comparator.comparingLong(Place::number)).toList();
    }

    @Override
    public Optional<Place> place(String commitId) {
        return visible().filter(commit -> commit.commitId().equals(commitId)).map(SimulatedMongo::place).findFirst();
    }

    @Override
    public List<Holder> holders(Collection<String> keys) {
        return visible().flatMap(
                commit -> keys(commit).filter(keys::contains).map(key -> new Holder(key, commit.commitId(), commit.number()))).toList();
    }

    private Stream<StoredCommit> visible() {
        loseAnswer();
        if (dirtyReads) {
            return present(applied.size());
        }
        var lag = calm || random.nextInt(3) > 0 ? 0 : random.nextInt(majority + 1);
        return present(majority - lag);
    }

    private void loseAnswer() {
        if (!calm && random.nextInt(20) == 0) {
            throw new NoAnswer();
        }
    }

    private static Stream<String> keys(StoredCommit commit) {
        return commit.events().stream().map(event -> CommitCodec.key(event.aggregateId(), event.sequence()));
    }

    private static Place place(StoredCommit commit) {
        return new Place(commit.number(), commit.first(), commit.events().size(), commit.commitId());
    }

    private static final class InFlight {
        private final List<StoredCommit> documents;
        private int done;

        private InFlight(List<StoredCommit> documents, int done) {
            this.documents = documents;
            this.done = done;
        }
    }
}
