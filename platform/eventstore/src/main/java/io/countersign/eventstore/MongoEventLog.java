package io.countersign.eventstore;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The event log on MongoDB, one document per commit in collection {@code log_<name>}. Any number of replicas may append to it at the same
 * time. {@code DESIGN.md} tells why each step is safe.
 */
public final class MongoEventLog implements EventLog {
    private static final int FIRST_CHUNK = 8;
    private static final int LARGEST_CHUNK = 256;

    private final String source;
    private final LogRegister register;
    private final MongoCommitStore store;
    private final GroupWriter writer;
    private final RecentCommits recent = new RecentCommits();
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private volatile Head seen = Head.EMPTY;

    private MongoEventLog(MongoDatabase database, String name, String service, LogLimits limits, LongSupplier nanos) {
        register = LogRegister.open(database, name, limits.attempt());
        source = "/" + service + "/" + name + "/" + register.id();
        store = new MongoCommitStore(database, "log_" + name, register, limits.attempt());
        writer = new GroupWriter(name, store, limits, new HeadFreshness(nanos), recent::add, () -> wakes.forEach(Runnable::run)).start();
    }

    /** Opens a log, creating it with its indexes and its id when it does not exist. */
    public static MongoEventLog open(MongoDatabase database, String name, String service) {
        return open(database, name, service, LogLimits.DEFAULT);
    }

    /**
     * @param name    name of the log, for example {@code registry}
     * @param service first part of the {@link #source()}, for example {@code registry-service}
     */
    public static MongoEventLog open(MongoDatabase database, String name, String service, LogLimits limits) {
        return open(database, name, service, limits, System::nanoTime);
    }

    /** @param nanos a clock that never goes back, of which only differences count */
    static MongoEventLog open(MongoDatabase database, String name, String service, LogLimits limits, LongSupplier nanos) {
        return new MongoEventLog(database, name, service, limits, nanos);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Appended append(Commit commit) {
        return writer.append(commit);
    }

    @Override
    public List<StoredCommit> read(long number, int max) {
        return answered(() -> commits(number, max));
    }

    /** The commit before is read along: where it stands, nothing that is missing behind it was removed. */
    private List<StoredCommit> commits(long number, int max) {
        store.knownStart().require(number);
        var commits = new ArrayList<StoredCommit>();
        for (var chunk = FIRST_CHUNK; commits.size() < max; chunk = Math.min(chunk * 4, LARGEST_CHUNK)) {
            var next = number + commits.size();
            var wanted = Math.min(chunk, max - commits.size());
            var found = store.commits(LongStream.range(commits.isEmpty() ? next - 1 : next, next + wanted).boxed().toList());
            if (found.isEmpty() && commits.isEmpty()) {
                store.start().require(number);
            }
            for (var expected = found.get(next); expected != null; expected = found.get(number + commits.size())) {
                commits.add(expected);
            }
            if (commits.size() < next - number + wanted) {
                break;
            }
        }
        return commits;
    }

    @Override
    public List<StoredCommit> recent(long number, int max) {
        return recent.from(Math.max(number, store.knownStart().number()), max);
    }

    @Override
    public Head head() {
        var head = answered(() -> HeadSearch.head(store, seen));
        seen = head;
        return head;
    }

    @Override
    public LogStart start() {
        return answered(store::start);
    }

    @Override
    public LogStart startAt(long number) {
        return answered(() -> {
            var start = store.start();
            if (number <= start.number()) {
                return start;
            }
            return store.places(List.of(number)).stream().findFirst().map(store::startAt)
                    .orElseThrow(() -> new IllegalArgumentException("There is no commit " + number + " that the log could begin with"));
        });
    }

    @Override
    public boolean clear(LogStart settled, int max) {
        return answered(() -> {
            if (settled.number() > store.start().number()) {
                throw new IllegalArgumentException("The log does not begin with commit " + settled.number() + " yet");
            }
            var cleared = register.cleared();
            var end = Math.min(settled.number(), cleared + max);
            if (cleared < end) {
                store.clear(LongStream.range(cleared, end).boxed().toList());
                register.cleared(end);
            }
            return end >= settled.number();
        });
    }

    @Override
    public List<StoredEvent> stream(String aggregateId, long fromSequence) {
        return answered(() -> events(aggregateId, fromSequence));
    }

    private List<StoredEvent> events(String aggregateId, long fromSequence) {
        var events = new TreeMap<Long, StoredEvent>();
        var next = fromSequence;
        for (var chunk = FIRST_CHUNK;; chunk = Math.min(chunk * 4, LARGEST_CHUNK)) {
            var keys = LongStream.range(next, next + chunk).mapToObj(sequence -> CommitCodec.key(aggregateId, sequence)).toList();
            store.holding(keys).values().stream().flatMap(commit -> commit.events().stream())
                    .filter(event -> event.aggregateId().equals(aggregateId) && event.sequence() >= fromSequence)
                    .forEach(event -> events.put(event.sequence(), event));
            if (!events.containsKey(next + chunk - 1)) {
                return dense(events.values(), fromSequence);
            }
            next += chunk;
        }
    }

    private static List<StoredEvent> dense(Iterable<StoredEvent> ordered, long fromSequence) {
        var events = new ArrayList<StoredEvent>();
        for (var event : ordered) {
            if (event.sequence() != fromSequence + events.size()) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    @Override
    public OptionalLong lastSequence(String aggregateId) {
        return answered(() -> last(aggregateId));
    }

    private OptionalLong last(String aggregateId) {
        var last = -1L;
        for (var probes = HeadSearch.gallop(last); !probes.isEmpty(); probes = HeadSearch.next(probes, last)) {
            var held = store.holders(probes.stream().map(sequence -> CommitCodec.key(aggregateId, sequence)).toList()).stream()
                    .map(CommitStore.Holder::key).toList();
            last = probes.stream().filter(sequence -> held.contains(CommitCodec.key(aggregateId, sequence)))
                    .max(Comparator.naturalOrder()).orElse(last);
        }
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
    }

    @Override
    public Optional<StoredCommit> find(String commitId) {
        return answered(() -> store.commit(commitId));
    }

    private static <T> T answered(Supplier<T> read) {
        try {
            return read.get();
        } catch (MongoException unanswered) {
            throw new EventLogException.Overloaded("The store does not answer", unanswered);
        }
    }

    @Override
    public void onAppend(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public void close() {
        writer.close();
    }
}
