package io.countersign.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.audit.ledger.RealLedger;
import io.countersign.events.telemetry.EventCorrelations;
import io.countersign.testkit.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;

/** A topic of one source, its records and the intakes that read it, one after the other. */
abstract class IntakeFromATopic {
    static final String TOPIC = "t";
    static final String SOURCE = "/a";
    static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    static final TopicPartition P1 = new TopicPartition(TOPIC, 1);
    final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    final RealLedger log = new RealLedger(clock);
    final IntakePositions positions = new IntakePositions(log.database());
    final SimpleMeterRegistry strayMeters = new SimpleMeterRegistry();
    final ForeignRecords foreignRecords = new ForeignRecords(log.database(), strayMeters);
    final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> topic = new HashMap<>();
    final ObservationRegistry observations = ObservationRegistry.create();
    final Intake intake = new Intake() {
        @Override
        public long next(String source) {
            return log.ledger().next(source);
        }

        @Override
        public void accept(List<DeliveredEvent> events) {
            log.record(events);
        }

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }
    };
    Sources sources = sources();

    @AfterEach
    void stop() {
        log.close();
    }

    Sources sources() {
        return new Sources(intake);
    }

    void publish(TopicPartition partition, long position) {
        publish(partition, position, RealLedger.event(SOURCE, position, "org-1").bytes());
    }

    void publish(TopicPartition partition, long position, byte[] bytes) {
        var records = topic.computeIfAbsent(partition, ignored -> new ArrayList<>());
        var message = new ConsumerRecord<>(TOPIC, partition.partition(), records.size(), "key", bytes);
        Map.of("source", SOURCE, "position", Long.toString(position), "sequence", "0")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        records.add(message);
    }

    /** A consumer as a start of the service makes it, with everything that was published. */
    final class Started implements AutoCloseable {
        final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        final TopicIntake intake = new TopicIntake(TOPIC, consumer, sources, positions, foreignRecords,
                new EventCorrelations(observations), clock);
        long read;

        Started() {
            var node = new Node(0, "h", 1);
            consumer.updatePartitions(TOPIC, Stream.of(P0, P1)
                    .map(each -> new PartitionInfo(TOPIC, each.partition(), node, new Node[]{node}, new Node[]{node})).toList());
            consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
            consumer.updateEndOffsets(Map.of(P0, end(P0), P1, end(P1)));
            assertThat(intake.assign()).isTrue();
        }

        /** Where Kafka believes this consumer to be. */
        Map<TopicPartition, Long> told() {
            return consumer.committed(Set.of(P0, P1)).entrySet().stream().filter(each -> each.getValue() != null)
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
        }

        long end(TopicPartition partition) {
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

    Started restarted() {
        log.restart();
        sources = sources();
        return new Started();
    }
}
