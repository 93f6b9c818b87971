package io.countersign.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where reading begins, rests and looks back: an event is never lost by it, whatever the kept places say. */
class TopicIntakeTest {
    private static final String TOPIC = "t";
    private static final String SOURCE = "/a";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final RealLedger log = new RealLedger(clock);
    private final Places places = new Places(log.database());
    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> topic = new HashMap<>();
    private Sources sources = sources();

    @AfterEach
    void stop() {
        log.close();
    }

    private Sources sources() {
        return new Sources(new Intake() {
            @Override
            public long next(String source) {
                return log.ledger().next(source);
            }

            @Override
            public void accept(List<Delivered> events) {
                log.record(events);
            }

            @Override
            public Optional<String> failure() {
                return Optional.empty();
            }
        });
    }

    private void publish(TopicPartition partition, long position) {
        var records = topic.computeIfAbsent(partition, ignored -> new ArrayList<>());
        var event = RealLedger.event(SOURCE, position, "org-1");
        var message = new ConsumerRecord<>(TOPIC, partition.partition(), records.size(), "key", event.bytes());
        Map.of("source", SOURCE, "position", Long.toString(position), "sequence", "0")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        records.add(message);
    }

    /** A consumer as a start of the service makes it, with everything that was published. */
    private final class Started implements AutoCloseable {
        private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        private final TopicIntake intake = new TopicIntake(TOPIC, consumer, sources, places, clock);
        private long read;

        Started() {
            var node = new Node(0, "h", 1);
            consumer.updatePartitions(TOPIC, Stream.of(P0, P1)
                    .map(each -> new PartitionInfo(TOPIC, each.partition(), node, new Node[]{node}, new Node[]{node})).toList());
            consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
            consumer.updateEndOffsets(Map.of(P0, end(P0), P1, end(P1)));
            assertThat(intake.assign()).isTrue();
        }

        private long end(TopicPartition partition) {
            return topic.getOrDefault(partition, List.of()).size();
        }

        /** Polls until nothing new comes; what the broker has from the position on is delivered. */
        Started drained() throws InterruptedException {
            for (var idle = 0; idle < 2;) {
                var before = read;
                for (var partition : List.of(P0, P1)) {
                    if (!consumer.paused().contains(partition)) {
                        consumer.updateEndOffsets(Map.of(partition, end(partition)));
                        var from = consumer.position(partition);
                        var records = topic.getOrDefault(partition, List.of());
                        records.stream().filter(each -> each.offset() >= from).limit(500).forEach(each -> {
                            consumer.addRecord(each);
                            read++;
                        });
                    }
                }
                intake.step();
                idle = read == before ? idle + 1 : 0;
            }
            return this;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private Started restarted() {
        log.restart();
        sources = sources();
        return new Started();
    }

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
            for (var wrong : List.of(new Place(100, SOURCE, 7), new Place(148, SOURCE, 5_000), new Place(149, "/other", 298),
                    new Place(9_000, SOURCE, 298), new Place(0, SOURCE, 298))) {
                publish(P0, position++);
                publish(P1, position++);
                places.keep(P0, wrong);
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
            places.keep(P0, new Place(151, SOURCE, 10));
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
