package io.countersign.audit.intake;

import io.countersign.audit.ledger.Envelope;
import io.countersign.events.telemetry.EventCorrelations;
import io.countersign.web.telemetry.CorrelationContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic, all its partitions. It begins at the kept {@link IntakePosition}, if the record there is the recorded one it should be, else at
 * the beginning; what is recorded already is passed over. A position that stays away is looked for from the beginning once, before it
 * becomes an alarm: a wrong position costs time, never an event.
 */
final class TopicIntake {
    static final Duration LOOK_BACK = Duration.ofSeconds(20);
    /** Kafka forgets the offsets of a group that says nothing for days, and then calls it far behind. */
    static final Duration SILENCE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(TopicIntake.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private final String topic;
    private final Consumer<String, byte[]> consumer;
    private final Sources sources;
    private final IntakePositions positions;
    private final ForeignRecords foreignRecords;
    private final EventCorrelations correlations;
    private final Clock clock;
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private Instant committedAt = Instant.EPOCH;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final Map<TopicPartition, IntakePosition> expected = new HashMap<>();
    private final Map<TopicPartition, DeliveredEvent> resting = new HashMap<>();
    /** The sources that were seen here, with the position that was looked for from the beginning, -1 while none was. */
    private final Map<String, Long> lookedFor = new HashMap<>();

    TopicIntake(String topic, Consumer<String, byte[]> consumer, Sources sources, IntakePositions positions, ForeignRecords foreignRecords,
            EventCorrelations correlations,
            Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.sources = sources;
        this.positions = positions;
        this.foreignRecords = foreignRecords;
        this.correlations = correlations;
        this.clock = clock;
    }

    /** @return false while the topic does not exist */
    boolean assign() {
        var partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        for (var partition : partitions) {
            progress.put(partition, new PartitionProgress());
            positions.find(partition).filter(position -> position.offset() < ends.getOrDefault(partition, 0L)).ifPresentOrElse(position -> {
                consumer.seek(partition, position.offset());
                expected.put(partition, position);
            }, () -> consumer.seekToBeginning(Set.of(partition)));
        }
        return !partitions.isEmpty();
    }

    /** One poll and what follows from it. */
    void step() throws InterruptedException {
        resume();
        var records = consumer.poll(POLL);
        for (var partition : records.partitions()) {
            for (var message : records.records(partition)) {
                if (!take(partition, message)) {
                    break;
                }
            }
        }
        keep(records.isEmpty());
        tell();
        lookBack();
    }

    /** @return false when the partition is read from its beginning instead */
    private boolean take(TopicPartition partition, ConsumerRecord<String, byte[]> message) throws InterruptedException {
        var known = delivered(message);
        if (known.isEmpty()) {
            foreignRecords.keep(message);
            return true;
        }
        var delivered = known.get();
        var position = Optional.ofNullable(expected.remove(partition));
        if (position.isPresent() && !(position.get().is(message.offset(), delivered)
                && delivered.position() < sources.recorded(delivered.source()))) {
            LOG.info("{} is read from its beginning: the record at offset {} is not the recorded one", partition, position.get().offset());
            consumer.seekToBeginning(Set.of(partition));
            return false;
        }
        lookedFor.putIfAbsent(delivered.source(), -1L);
        PartitionProgress of = progress.computeIfAbsent(partition, _ -> new PartitionProgress());
        of.read(new IntakePosition(message.offset(), delivered.source(), delivered.position()));
        if (correlations.follow(name(topic), correlation(delivered), () -> sources.take(delivered, clock.instant()))) {
            consumer.pause(Set.of(partition));
            resting.put(partition, delivered);
        }
        return true;
    }

    private void resume() {
        resting.entrySet().removeIf(each -> {
            var goesOn = sources.mayGoOn(each.getValue().source(), each.getValue().position());
            if (goesOn) {
                consumer.resume(Set.of(each.getKey()));
            }
            return goesOn;
        });
    }

    /** Keeps what is recorded by now. */
    void keep(boolean idle) {
        progress.forEach((partition, each) -> {
            each.pass(sources::recorded);
            each.due(idle).ifPresent(position -> positions.keep(partition, position));
        });
    }

    /** Commits what is recorded, so that Kafka knows how far this consumer is behind. Nobody reads from there: {@link IntakePositions} decide. */
    private void tell() {
        var recorded = new HashMap<>(committed);
        progress.forEach((partition, each) -> each.recorded()
                .ifPresent(position -> recorded.merge(partition, new OffsetAndMetadata(position.offset() + 1),
                        (before, now) -> before.offset() > now.offset() ? before : now)));
        if (!recorded.isEmpty() && (!recorded.equals(committed) || committedAt.plus(SILENCE).isBefore(clock.instant()))) {
            consumer.commitAsync(recorded, null);
            committed = recorded;
            committedAt = clock.instant();
        }
    }

    private void lookBack() {
        for (var source : Set.copyOf(lookedFor.keySet())) {
            sources.missing(source, clock.instant(), LOOK_BACK).ifPresent(position -> {
                if (!Long.valueOf(position).equals(lookedFor.put(source, position))) {
                    LOG.info("{} is read from its beginning to look for position {} of {}", topic, position, source);
                    readAgain();
                }
            });
        }
    }

    /** From the beginning; what is recorded is passed over. */
    void readAgain() {
        consumer.resume(consumer.paused());
        consumer.seekToBeginning(consumer.assignment());
        resting.clear();
        expected.clear();
        progress.replaceAll((partition, ignored) -> new PartitionProgress());
    }

    /** What this consumer is called in metrics and spans. */
    static String name(String topic) {
        return "intake-" + topic.replace("countersign.", "").replace('.', '-');
    }

    private static CorrelationContext correlation(DeliveredEvent delivered) {
        var envelope = Envelope.of(delivered.bytes());
        var correlationId = envelope.text("correlationid");
        return correlationId == null
                ? CorrelationContext.fresh()
                : new CorrelationContext(correlationId, envelope.text(CorrelationContext.TRACEPARENT));
    }

    /** Empty when it names no place in a log. */
    private static Optional<DeliveredEvent> delivered(ConsumerRecord<String, byte[]> message) {
        var source = header(message, "source");
        var position = number(message, "position");
        var sequence = number(message, "sequence");
        return message.value() == null || source.isEmpty() || position < 0 || sequence < 0
                ? Optional.empty()
                : Optional.of(new DeliveredEvent(source, position, sequence, message.value()));
    }

    private static long number(ConsumerRecord<String, byte[]> message, String name) {
        try {
            return Long.parseLong(header(message, name));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
