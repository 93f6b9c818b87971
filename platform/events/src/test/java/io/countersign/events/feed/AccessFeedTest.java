package io.countersign.events.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessFeedState;
import io.countersign.access.AccessFeedRecord;
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
            assertThat(violations(record -> record instanceof AccessFeedRecord.Entry entry
                    ? new AccessFeedRecord.Entry(
                            new AccessEntry(entry.entry().key(), entry.entry().epoch(), entry.entry().suspended(), entry.entry().ended(),
                                    records.incrementAndGet()),
                            entry.position())
                    : record)).isPositive();
        }

        @Test
        void withoutThePositionOfASnapshotAReplacedRelayUndoesACut() {
            assertThat(violations(record -> record instanceof AccessFeedRecord.SnapshotBegin begin
                    ? new AccessFeedRecord.SnapshotBegin(begin.id(), Long.MAX_VALUE)
                    : record)).isPositive();
        }

        @Test
        void withoutIdsHalfASnapshotCountsAsAWholeOne() {
            assertThat(violations(record -> switch (record) {
                case AccessFeedRecord.SnapshotBegin begin -> new AccessFeedRecord.SnapshotBegin("one", begin.position());
                case AccessFeedRecord.SnapshotEnd ignored -> new AccessFeedRecord.SnapshotEnd("one");
                default -> record;
            })).isPositive();
        }

        private static long violations(UnaryOperator<AccessFeedRecord> lens) {
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
        private final EntriesInForce entries = new EntriesInForce(Duration.ofDays(2), Duration.ofDays(31), EntriesInForce.Saved.NOTHING);

        @Test
        void aClearedEntryLeavesWhenTheTopicHasForgottenWhatItCleared() {
            entries.fold(log.commit(new AccessEntry("client:1", 0, false, false, 2)), NOW);

            assertThat(entries.inForce(NOW.plus(Duration.ofHours(47)))).hasSize(1);
            assertThat(entries.inForce(NOW.plus(Duration.ofDays(2)))).isEmpty();
        }

        @Test
        void aCutLeavesWhenNoTokenIssuedBeforeItCanBeValid() {
            entries.fold(log.commit(new AccessEntry("client:1", 2, false, false, 2), new AccessEntry("client:2", 0, false, true, 3)), NOW);

            assertThat(entries.inForce(NOW.plus(Duration.ofDays(31)))).hasSize(2);
            assertThat(entries.inForce(NOW.plus(Duration.ofDays(33)))).isEmpty();
        }

        @Test
        void aPauseStaysUntilItIsCleared() {
            entries.fold(log.commit(new AccessEntry("client:1", 0, true, false, 2)), NOW);

            assertThat(entries.inForce(NOW.plus(Duration.ofDays(4_000)))).hasSize(1);
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
            var fold = new AccessFeedState();
            fold.apply(new AccessFeedRecord.Entry(new AccessEntry("client:1", 0, true, false, 1), 0));
            fold.apply(new AccessFeedRecord.SnapshotBegin("a", 5));

            assertThat(fold.complete()).isFalse();
            fold.apply(new AccessFeedRecord.SnapshotBegin("b", 5));
            assertThat(fold.apply(new AccessFeedRecord.SnapshotEnd("a"))).isEmpty();
            assertThat(fold.complete()).isFalse();
            assertThat(fold.apply(new AccessFeedRecord.SnapshotEnd("b"))).singleElement().extracting(AccessFeedState.Change::after)
                    .isNull();
            assertThat(fold.complete()).isTrue();
        }

        @Test
        void afterAGapOnlyANewSnapshotMakesItWholeAgain() {
            var fold = new AccessFeedState();
            List.of(new AccessFeedRecord.SnapshotBegin("a", 0), new AccessFeedRecord.SnapshotEnd("a")).forEach(fold::apply);
            fold.interrupted();

            assertThat(fold.complete()).isFalse();
            List.of(new AccessFeedRecord.SnapshotBegin("b", 0), new AccessFeedRecord.SnapshotEnd("b")).forEach(fold::apply);
            assertThat(fold.complete()).isTrue();
        }
    }
}
