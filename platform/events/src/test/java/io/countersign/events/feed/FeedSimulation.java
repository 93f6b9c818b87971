package io.countersign.events.feed;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessFeedState;
import io.countersign.access.AccessProperties;
import io.countersign.access.AccessState;
import io.countersign.access.AccessFeedRecord;
import io.countersign.eventstore.Head;
import io.countersign.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One owner, its relays and its topic under a seed: relays crash in the middle of a snapshot, repeat commits, are replaced while they
 * stand still, and go on sending what they held back for up to a day after.
 */
final class FeedSimulation {
    static final AccessProperties SETTINGS = new AccessProperties(List.of(), Duration.ofSeconds(5), Duration.ofDays(2),
            Duration.ofDays(31), Duration.ofHours(12));
    private static final int KEYS = 6;

    final VirtualClock clock = VirtualClock.at("2026-11-21T10:00:00Z");
    final SavedBook saved = new SavedBook();

    private final Random random;
    private final Reader reader;
    private final CommittedEntries log = new CommittedEntries();
    private final Map<String, List<AccessEntry>> history = new HashMap<>();
    private final Map<String, AccessState> states = new HashMap<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final List<Writer> replaced = new ArrayList<>();
    private long nanos;
    private long next;
    private Writer writer = new Writer();
    private @Nullable String violation;

    /** @param lens how the reader sees records; takes a protection away */
    FeedSimulation(long seed, UnaryOperator<AccessFeedRecord> lens) {
        random = new Random(seed);
        reader = new Reader(lens);
        begin(0.25);
    }

    void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> commit();
            case 6, 7, 8, 9, 10 -> relay();
            case 11, 12 -> idle(Duration.ofSeconds(random.nextInt(10)));
            case 13 -> idle(Duration.ofHours(12));
            case 14 -> replace(Writer::die);
            case 15, 16 -> replace(writer -> writer.standStillAfter(random.nextInt(6)));
            default -> late();
        }
    }

    /** Everyone who was replaced is gone, the last relay publishes all and sends a snapshot. */
    void settle() {
        replaced.clear();
        begin(0);
        while (next < log.head().number() + 1) {
            relay();
        }
        idle(Duration.ofHours(12));
        idle(Duration.ofMinutes(1));
    }

    /** Whether the reader holds every acknowledged entry as it is. */
    boolean isExact() {
        return acknowledged.entrySet().stream().allMatch(key -> reader.shows(key.getKey(), key.getValue()));
    }

    /** The first key of which the reader once refused less than was acknowledged, though it held itself complete. */
    Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    int held() {
        return reader.feedState.size();
    }

    boolean complete() {
        return reader.feedState.complete();
    }

    private void arrived(AccessFeedRecord record) {
        reader.read(record);
        if (violation == null && reader.feedState.complete()) {
            violation = acknowledged.entrySet().stream().filter(key -> !reader.refuses(key.getKey(), key.getValue()))
                    .map(Map.Entry::getKey).findFirst().orElse(null);
        }
    }

    private void commit() {
        var key = "client:" + random.nextInt(KEYS);
        var entries = history.computeIfAbsent(key, _ -> new ArrayList<>());
        long version = entries.size() + 1L;
        var before = states.getOrDefault(key, AccessState.OPEN);
        var after = switch (random.nextInt(4)) {
            case 0 -> before.pause();
            case 1 -> before.resume();
            case 2 -> before.cut(version);
            default -> random.nextInt(5) == 0 ? before.end() : before.cut(version);
        };
        states.put(key, after);
        entries.add(after.entry(key, version));
        log.commit(entries.getLast());
    }

    private void relay() {
        var commits = log.read(next, 1 + random.nextInt(3));
        for (var commit : commits) {
            var sent = writer.publisher.published(commit);
            if (writer.mode != Mode.ALIVE || sent.isCompletedExceptionally()) {
                return;
            }
            next = commit.number() + 1;
            commit.access().forEach(entry -> acknowledged.merge(entry.key(), entry.version(), Math::max));
        }
    }

    private void idle(Duration time) {
        nanos += time.toNanos();
        clock.advance(time);
        replaced.removeIf(old -> old.replacedAt.plus(Duration.ofDays(1)).isBefore(clock.instant()));
        if (next == log.head().number() + 1) {
            writer.publisher.caughtUp(log.head());
        }
    }

    private void replace(java.util.function.Consumer<Writer> fate) {
        var old = writer;
        fate.accept(old);
        for (int i = random.nextInt(4); i > 0 && old.mode != Mode.DEAD; i--) {
            relay();
        }
        if (random.nextBoolean()) {
            nanos += SETTINGS.snapshotEvery().toNanos();
            old.publisher.caughtUp(new Head(next - 1, next));
        }
        old.replacedAt = clock.instant();
        if (old.mode == Mode.STANDS_STILL) {
            replaced.add(old);
        } else {
            old.die();
        }
        begin(0.25);
    }

    private void begin(double crashes) {
        while (true) {
            writer = new Writer();
            if (random.nextDouble() < crashes) {
                writer.dieAfter(random.nextInt(8));
            }
            next = Math.max(0, next - random.nextInt(3));
            try {
                writer.publisher.started();
                writer.publisher.caughtUp(log.head());
                return;
            } catch (RuntimeException crashed) {
                writer.die();
                late();
            }
        }
    }

    private void late() {
        if (!replaced.isEmpty()) {
            var old = replaced.get(random.nextInt(replaced.size()));
            for (int i = random.nextInt(8); i > 0 && !old.heldBack.isEmpty(); i--) {
                arrived(old.heldBack.removeFirst());
            }
        }
    }

    private enum Mode {
        ALIVE, STANDS_STILL, DEAD
    }

    private final class Writer implements AccessFeedProducer {
        final AccessFeedPublisher publisher = new AccessFeedPublisher(log, saved, this, SETTINGS, clock, () -> nanos, Runnable::run);
        final Deque<AccessFeedRecord> heldBack = new ArrayDeque<>();
        Mode mode = Mode.ALIVE;
        private Mode fate = Mode.ALIVE;
        private int left;
        private Instant replacedAt = Instant.EPOCH;

        void die() {
            mode = Mode.DEAD;
            publisher.stopped();
        }

        void dieAfter(int records) {
            fate = Mode.DEAD;
            left = records;
        }

        void standStillAfter(int records) {
            fate = Mode.STANDS_STILL;
            left = records;
        }

        @Override
        public void open() {
            // the topic is there
        }

        @Override
        public CompletableFuture<?> send(AccessFeedRecord record) {
            if (fate != Mode.ALIVE && left-- <= 0) {
                mode = fate;
            }
            return switch (mode) {
                case DEAD -> CompletableFuture.failedFuture(new IllegalStateException("crashed"));
                case STANDS_STILL -> {
                    heldBack.add(record);
                    yield CompletableFuture.completedFuture(null);
                }
                case ALIVE -> {
                    arrived(record);
                    yield CompletableFuture.completedFuture(null);
                }
            };
        }
    }

    /** What a consumer makes of the topic, read through a lens. */
    private final class Reader {
        final AccessFeedState feedState = new AccessFeedState();
        final Map<String, AccessEntry> table = new HashMap<>();
        private final UnaryOperator<AccessFeedRecord> seen;

        Reader(UnaryOperator<AccessFeedRecord> seen) {
            this.seen = seen;
        }

        void read(AccessFeedRecord record) {
            for (var change : feedState.apply(seen.apply(record))) {
                if (change.after() == null) {
                    table.remove(change.key());
                } else {
                    table.put(change.key(), change.after());
                }
            }
        }

        /** Whether it refuses at least what some version from that one on refuses. */
        boolean refuses(String key, long version) {
            var entry = held(key);
            return since(key, version).anyMatch(committed -> entry.epoch() >= committed.epoch() && (entry.ended() || !committed.ended())
                    && (entry.ended() || entry.suspended() || !committed.suspended()));
        }

        boolean shows(String key, long version) {
            var entry = held(key);
            return since(key, version).anyMatch(committed -> committed.epoch() == entry.epoch()
                    && committed.suspended() == entry.suspended() && committed.ended() == entry.ended());
        }

        /** Nothing in force is the same as open. */
        private AccessEntry held(String key) {
            return table.getOrDefault(key, new AccessEntry(key, 0, false, false, 0));
        }

        private Stream<AccessEntry> since(String key, long version) {
            return history.getOrDefault(key, List.of()).stream().filter(committed -> committed.version() >= version);
        }
    }
}
