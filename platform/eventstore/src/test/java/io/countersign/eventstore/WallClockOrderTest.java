package io.countersign.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The negative control for "no skipped event": a model of an engine that orders by the wall clock, as Axon's stock MongoDB engine does. Its
 * reader goes on after its token, looks back one second and forgets what lies further back, so an event stored later than that is lost.
 */
class WallClockOrderTest {
    private static final long LOOK_BACK_MILLIS = 1_000;
    private static final long LONGEST_DELAY_MILLIS = 3_000;
    private static final int EVENTS = 200;
    private static final long SEEDS = 200;

    @Nested
    class GivenWritersWhoseEventsAreStoredLate {
        @Test
        void anOrderByTheWallClockSkipsEvents() {
            assertThat(LongStream.range(0, SEEDS).filter(seed -> skippedByTheWallClock(new Random(seed)) > 0).count())
                    .isGreaterThan(SEEDS / 2);
        }

        @Test
        void anOrderByDenseNumbersSkipsNone() {
            LongStream.range(0, SEEDS).forEach(seed -> assertThat(skippedByNumbers(new Random(seed))).as("seed %s", seed).isZero());
        }
    }

    /** An event made at {@code stamp} and stored at {@code storedAt}. */
    private record Made(int id, long stamp, long storedAt) {
    }

    private static List<Made> arriving(Random random) {
        return IntStream.range(0, EVENTS).mapToObj(id -> {
            var stamp = id * 50L;
            return new Made(id, stamp, stamp + (random.nextInt(20) == 0 ? random.nextLong(LONGEST_DELAY_MILLIS) : random.nextLong(20)));
        }).sorted(Comparator.comparingLong(Made::storedAt)).toList();
    }

    private static int skippedByTheWallClock(Random random) {
        var stored = new ArrayList<Made>();
        var read = new HashSet<Integer>();
        var token = new Token(-1, new HashSet<>());
        for (var event : arriving(random)) {
            stored.add(event);
            token = token.follow(stored, read);
        }
        return EVENTS - read.size();
    }

    private static int skippedByNumbers(Random random) {
        try (var log = new InMemoryEventLog("/wall-clock/control")) {
            var read = new ArrayList<StoredCommit>();
            for (var event : arriving(random)) {
                log.append(Events.commit(Events.event("a" + event.id(), 0)));
                if (random.nextBoolean()) {
                    read.addAll(log.read(read.size(), 5));
                }
            }
            read.addAll(log.read(read.size(), EVENTS));
            return EVENTS - new HashSet<>(read).size();
        }
    }

    /** The newest time stamp that was read, and what was read within the look-back before it. */
    private record Token(long stamp, Set<Integer> recent) {
        Token follow(List<Made> stored, Set<Integer> read) {
            var found = stored.stream().filter(event -> event.stamp() >= stamp - LOOK_BACK_MILLIS && !recent.contains(event.id())).toList();
            var newest = Math.max(stamp, found.stream().mapToLong(Made::stamp).max().orElse(stamp));
            found.forEach(event -> read.add(event.id()));
            var known = new HashSet<Integer>();
            stored.stream().filter(event -> event.stamp() >= newest - LOOK_BACK_MILLIS && read.contains(event.id()))
                    .forEach(event -> known.add(event.id()));
            return new Token(newest, known);
        }
    }
}
