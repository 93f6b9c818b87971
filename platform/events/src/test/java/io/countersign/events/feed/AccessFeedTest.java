package io.countersign.events.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessFold;
import io.countersign.access.FeedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccessFeedTest {
    private static final int SEEDS = 1_000;
    private static final int STEPS = 120;

    @Test
    void whoeverReadACompleteSnapshotNeverAllowsWhatWasAcknowledgedAsRefused() {
        LongStream.range(0, SEEDS).forEach(seed -> {
            var simulation = new FeedSimulation(seed, UnaryOperator.identity());
            for (int step = 0; step < STEPS; step++) {
                simulation.step();
                assertThat(simulation.violation()).as("seed %d, step %d", seed, step).isEmpty();
            }
            simulation.settle();
            assertThat(simulation.complete()).as("seed %d", seed).isTrue();
            assertThat(simulation.violation()).as("seed %d, settled", seed).isEmpty();
            assertThat(simulation.isExact()).as("seed %d, settled", seed).isTrue();
        });
    }

    /** The same seeds find the fault when a protection is taken away. */
    @Nested
    class GivenAProtectionIsOff {
        @Test
        void withoutVersionsAReSentEntryUndoesACut() {
            var records = new AtomicLong();
            assertThat(violations(record -> record instanceof FeedRecord.Entry entry
                    ? new FeedRecord.Entry(
                            new AccessEntry(entry.entry().key(), entry.entry().epoch(), entry.entry().suspended(), entry.entry().ended(),
                                    records.incrementAndGet()),
                            entry.position())
                    : record)).isPositive();
        }

        @Test
        void withoutThePositionOfASnapshotAReplacedRelayUndoesACut() {
            assertThat(violations(record -> record instanceof FeedRecord.SnapshotBegin begin
                    ? new FeedRecord.SnapshotBegin(begin.id(), Long.MAX_VALUE)
                    : record)).isPositive();
        }

        @Test
        void withoutIdsHalfASnapshotCountsAsAWholeOne() {
            assertThat(violations(record -> switch (record) {
                case FeedRecord.SnapshotBegin begin -> new FeedRecord.SnapshotBegin("one", begin.position());
                case FeedRecord.SnapshotEnd ignored -> new FeedRecord.SnapshotEnd("one");
                default -> record;
            })).isPositive();
        }

        private static long violations(UnaryOperator<FeedRecord> lens) {
            return LongStream.range(0, SEEDS).filter(seed -> {
                var simulation = new FeedSimulation(seed, lens);
                for (int step = 0; step < STEPS; step++) {
                    simulation.step();
                }
                return simulation.violation().isPresent();
            }).limit(1).count();
        }
    }

    @Nested
    class GivenTimePasses {
        private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
        private final CommittedEntries log = new CommittedEntries();
        private final AccessBook book = new AccessBook(Duration.ofDays(2), Duration.ofDays(31), AccessBook.Saved.NOTHING);

        @Test
        void aClearedEntryLeavesWhenTheTopicHasForgottenWhatItCleared() {
            book.fold(log.commit(new AccessEntry("client:1", 0, false, false, 2)), NOW);

            assertThat(book.inForce(NOW.plus(Duration.ofHours(47)))).hasSize(1);
            assertThat(book.inForce(NOW.plus(Duration.ofDays(2)))).isEmpty();
        }

        @Test
        void aCutLeavesWhenNoTokenIssuedBeforeItCanBeValid() {
            book.fold(log.commit(new AccessEntry("client:1", 2, false, false, 2), new AccessEntry("client:2", 0, false, true, 3)), NOW);

            assertThat(book.inForce(NOW.plus(Duration.ofDays(31)))).hasSize(2);
            assertThat(book.inForce(NOW.plus(Duration.ofDays(33)))).isEmpty();
        }

        @Test
        void aPauseStaysUntilItIsCleared() {
            book.fold(log.commit(new AccessEntry("client:1", 0, true, false, 2)), NOW);

            assertThat(book.inForce(NOW.plus(Duration.ofDays(4_000)))).hasSize(1);
        }

        @Test
        void whatLeftTheBookIsDeletedFromItsStoreAndDroppedByTheTable() {
            var simulation = new FeedSimulation(7, UnaryOperator.identity());
            for (int step = 0; step < STEPS; step++) {
                simulation.step();
            }
            simulation.settle();
            simulation.clock.advance(Duration.ofDays(40));
            simulation.settle();

            var suspended = simulation.held();
            assertThat(suspended).isLessThan(6);
            assertThat(simulation.saved.size()).isEqualTo(suspended);
        }
    }

    @Nested
    class GivenASnapshotThatNeverEnds {
        @Test
        void nothingIsDroppedAndTheTableIsNotReady() {
            var fold = new AccessFold();
            fold.apply(new FeedRecord.Entry(new AccessEntry("client:1", 0, true, false, 1), 0));
            fold.apply(new FeedRecord.SnapshotBegin("a", 5));

            assertThat(fold.complete()).isFalse();
            fold.apply(new FeedRecord.SnapshotBegin("b", 5));
            assertThat(fold.apply(new FeedRecord.SnapshotEnd("a"))).isEmpty();
            assertThat(fold.complete()).isFalse();
            assertThat(fold.apply(new FeedRecord.SnapshotEnd("b"))).singleElement().extracting(AccessFold.Change::after).isNull();
            assertThat(fold.complete()).isTrue();
        }

        @Test
        void afterAGapOnlyANewSnapshotMakesItWholeAgain() {
            var fold = new AccessFold();
            List.of(new FeedRecord.SnapshotBegin("a", 0), new FeedRecord.SnapshotEnd("a")).forEach(fold::apply);
            fold.interrupted();

            assertThat(fold.complete()).isFalse();
            List.of(new FeedRecord.SnapshotBegin("b", 0), new FeedRecord.SnapshotEnd("b")).forEach(fold::apply);
            assertThat(fold.complete()).isTrue();
        }
    }
}
