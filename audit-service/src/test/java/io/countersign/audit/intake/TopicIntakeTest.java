package io.countersign.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where reading begins, rests and looks back: an event is never lost by it, whatever the kept places say. */
class TopicIntakeTest extends IntakeFromATopic {
    @Nested
    class GivenEverythingIsRecorded {
        private void record() throws InterruptedException {
            for (var position = 0; position < 300; position++) {
                publish(position % 2 == 0 ? P0 : P1, position);
            }
            try (var first = new Started()) {
                assertThat(first.drained().read).isEqualTo(300);
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(300);
        }

        @Test
        void aRestartReadsTheLastRecordOfEachPartitionOnlyAndWhatIsNew() throws InterruptedException {
            record();
            publish(P0, 300);
            try (var again = restarted()) {
                assertThat(again.drained().read).isEqualTo(3);
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(301);
        }

        @Test
        void noPlaceOrAWrongOneCostsAReadingFromTheBeginningAndNoEvent() throws InterruptedException {
            record();
            var position = 300L;
            for (var wrong : List.of(new IntakePosition(100, SOURCE, 7), new IntakePosition(148, SOURCE, 5_000),
                    new IntakePosition(149, "/other", 298),
                    new IntakePosition(9_000, SOURCE, 298), new IntakePosition(0, SOURCE, 298))) {
                publish(P0, position++);
                publish(P1, position++);
                positions.keep(P0, wrong);
                try (var again = restarted()) {
                    again.drained();
                }
                assertThat(log.ledger().next(SOURCE)).as("%s", wrong).isEqualTo(position);
            }
        }

        /** The place fits its record, but stands behind records that are in no bundle. */
        @Test
        void evenAPlaceBehindUnrecordedEventsLosesNoneOfThem() throws InterruptedException {
            record();
            publish(P0, 300);
            publish(P0, 10);
            publish(P1, 301);
            positions.keep(P0, new IntakePosition(151, SOURCE, 10));
            try (var again = restarted()) {
                again.drained();
                assertThat(log.ledger().next(SOURCE)).isEqualTo(300);
                clock.advance(TopicIntake.LOOK_BACK);
                again.drained();
                assertThat(log.ledger().next(SOURCE)).isEqualTo(302);
                assertThat(sources.overdue(clock.instant())).isEmpty();
            }
        }

        /** An older state of the database: its next position is behind the place. */
        @Test
        void aPlaceOfANewerStateThanTheLedgersIsNotBelieved() throws InterruptedException {
            record();
            log.database().getCollection("bundles").deleteMany(Filters.empty());
            try (var again = restarted()) {
                again.drained();
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(300);
        }
    }

    @Nested
    class GivenAPositionIsMissing {
        @Test
        void itIsAnAlarmAfterAMinuteUntilItsOwnerPublishesAgain() throws InterruptedException {
            publish(P0, 0);
            publish(P0, 2);
            try (var running = new Started()) {
                running.drained();
                clock.advance(Duration.ofSeconds(59));
                running.drained();
                assertThat(sources.overdue(clock.instant())).isEmpty();
                clock.advance(Duration.ofSeconds(1));
                assertThat(sources.overdue(clock.instant())).isEqualTo(Map.of(SOURCE, 1L));
                for (var position = 0; position < 3; position++) {
                    publish(P1, position);
                }
                running.drained();
                assertThat(sources.overdue(clock.instant())).isEmpty();
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(3);
        }

        @Test
        void thePartitionThatIsMoreThan4096AheadRestsUntilTheOthersHaveCaughtUp() throws InterruptedException {
            for (var position = 1; position <= 6_000; position++) {
                publish(P0, position);
            }
            try (var running = new Started()) {
                running.drained();
                assertThat(running.consumer.paused()).containsExactly(P0);
                assertThat(running.consumer.position(P0)).isBetween(4_097L, 4_700L);
                publish(P1, 0);
                running.drained();
                assertThat(running.consumer.paused()).isEmpty();
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(6_001);
        }
    }
}
