package io.countersign.audit.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.countersign.audit.ledger.RealLedger;
import io.countersign.events.telemetry.EventCorrelations;
import io.countersign.testkit.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Where reading begins, rests and looks back: an event is never lost by it, whatever the kept places say. */
class TopicIntakeTest {
    private static final String TOPIC = "t";
    private static final String SOURCE = "/a";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final RealLedger log = new RealLedger(clock);
    private final Places places = new Places(log.database());
    private final SimpleMeterRegistry strayMeters = new SimpleMeterRegistry();
    private final Strays strays = new Strays(log.database(), strayMeters);
    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> topic = new HashMap<>();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final Intake intake = new Intake() {
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
    };
    private Sources sources = sources();

    @AfterEach
    void stop() {
        log.close();
    }

    private Sources sources() {
        return new Sources(intake);
    }

    private void publish(TopicPartition partition, long position) {
        publish(partition, position, RealLedger.event(SOURCE, position, "org-1").bytes());
    }

    private void publish(TopicPartition partition, long position, byte[] bytes) {
        var records = topic.computeIfAbsent(partition, ignored -> new ArrayList<>());
        var message = new ConsumerRecord<>(TOPIC, partition.partition(), records.size(), "key", bytes);
        Map.of("source", SOURCE, "position", Long.toString(position), "sequence", "0")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        records.add(message);
    }

    /** A consumer as a start of the service makes it, with everything that was published. */
    private final class Started implements AutoCloseable {
        private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        private final TopicIntake intake = new TopicIntake(TOPIC, consumer, sources, places, strays,
                new EventCorrelations(observations), clock);
        private long read;

        Started() {
            var node = new Node(0, "h", 1);
            consumer.updatePartitions(TOPIC, Stream.of(P0, P1)
                    .map(each -> new PartitionInfo(TOPIC, each.partition(), node, new Node[]{node}, new Node[]{node})).toList());
            consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
            consumer.updateEndOffsets(Map.of(P0, end(P0), P1, end(P1)));
            assertThat(intake.assign()).isTrue();
        }

        /** Where Kafka believes this consumer to be. */
        private Map<TopicPartition, Long> told() {
            return consumer.committed(Set.of(P0, P1)).entrySet().stream().filter(each -> each.getValue() != null)
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
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

    @Nested
    class ForWhoeverLooksAfterIt {
        @Test
        void kafkaKnowsHowFarItIsBehindAndNeverLessThanTheTruth() throws InterruptedException {
            publish(P0, 0);
            publish(P0, 2);
            publish(P1, 3);
            try (var running = new Started()) {
                assertThat(running.drained().told()).isEqualTo(Map.of(P0, 1L));
                publish(P1, 1);
                assertThat(running.drained().told()).isEqualTo(Map.of(P0, 2L, P1, 2L));
            }
        }

        /** Offsets of a group that says nothing are forgotten after days, and its lag would be the whole topic. */
        @Test
        void whatIsRecordedIsToldAgainThoughNothingHappens() throws InterruptedException {
            publish(P0, 0);
            try (var running = new Started()) {
                running.drained();
                running.consumer.commitSync(Map.of(P0, new OffsetAndMetadata(0)));
                assertThat(running.drained().told()).isEqualTo(Map.of(P0, 0L));
                clock.advance(TopicIntake.SILENCE.plusSeconds(1));
                assertThat(running.drained().told()).isEqualTo(Map.of(P0, 1L));
            }
        }

        @Test
        void takingAnEventIsASpanBelowWhateverCausedIt() throws InterruptedException {
            var parents = new ArrayList<String>();
            observations.observationConfig().observationHandler(new ObservationHandler<ReceiverContext<Object>>() {
                @Override
                public void onStart(ReceiverContext<Object> context) {
                    parents.add(context.getContextualName() + " "
                            + context.getGetter().get(requireNonNull(context.getCarrier()), "traceparent"));
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return context instanceof ReceiverContext;
                }
            });
            var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            publish(P0, 0, ("{\"correlationid\":\"chain-7\",\"traceparent\":\"" + trace + "\"}").getBytes(StandardCharsets.UTF_8));
            publish(P0, 1, "no envelope".getBytes(StandardCharsets.UTF_8));
            try (var running = new Started()) {
                running.drained();
            }
            assertThat(parents).containsExactly("consume intake-t " + trace, "consume intake-t null");
            assertThat(log.ledger().next(SOURCE)).isEqualTo(2);
        }

        @Test
        void theTopicIsReadAgainFromItsBeginningWhenAskedTo() throws InterruptedException {
            publish(P0, 0);
            publish(P0, 1);
            try (var running = new Started()) {
                assertThat(running.drained().read).isEqualTo(2);
                running.intake.readAgain();
                assertThat(running.drained().read).isEqualTo(4);
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(2);
        }

        /** A7: what is no event of any log parks itself; the events behind it are recorded. */
        @Test
        void aRecordThatNoRelaySentIsKeptAsideAndHoldsUpNothing() throws InterruptedException {
            publish(P0, 0);
            topic.computeIfAbsent(P0, ignored -> new ArrayList<>()).add(new ConsumerRecord<>(TOPIC, 0, 1, null, null));
            publish(P0, 1);
            try (var running = new Started()) {
                running.drained();
            }
            assertThat(log.ledger().next(SOURCE)).isEqualTo(2);
            assertThat(strayMeters.get("audit_stray_records").gauge().value()).isEqualTo(1);
        }

        @Test
        void aSourceThatDoesNotGoOnIsShownWithThePositionItWaitsFor() throws InterruptedException {
            publish(P0, 0);
            publish(P0, 2);
            var kafka = new KafkaIntake(new IntakeProperties(List.of()), new KafkaProperties(), sources, places, strays,
                    new EventCorrelations(observations), clock, "audit-service");
            var endpoint = new IntakeEndpoint(sources, kafka, clock);
            var meters = new SimpleMeterRegistry();
            var health = new IntakeHealth(sources, kafka, intake, clock, meters);
            try (var running = new Started()) {
                running.drained();
                assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                clock.advance(SourceOrder.PATIENCE);
                running.drained();
                assertThat(endpoint.show().sources()).containsExactly(new Sources.Standing(SOURCE, 1, 1, true));
                assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
                assertThat(health.health().getDetails()).containsEntry("missing", Map.of(SOURCE, 1L));
                assertThat(meters.get("audit_missing_positions").gauge().value()).isEqualTo(1);
                publish(P1, 1);
                running.drained();
                assertThat(endpoint.show().sources()).containsExactly(new Sources.Standing(SOURCE, 3, 0, false));
                assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                assertThat(meters.get("audit_missing_positions").gauge().value()).isZero();
            }
            assertThat(endpoint.readAgain("countersign.unheard-of").again()).isFalse();
        }
    }
}
