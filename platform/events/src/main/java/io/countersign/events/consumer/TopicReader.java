package io.countersign.events.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads an event topic without joining a group: up to where a consumer group of this service stands, or to the topic's end. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private final String service;
    private final ConsumerFactory<String, byte[]> factory;

    TopicReader(String service, ConsumerFactory<String, byte[]> factory) {
        this.service = service;
        this.factory = factory;
    }

    /**
     * Hands every record from {@code from} on (the beginning where a partition is not named) up to the group's committed offsets to
     * {@code each}, in order per partition.
     *
     * @return where it stopped, to go on from
     */
    public Map<TopicPartition, Long> read(String topic, String consumer, Map<TopicPartition, Long> from, Consumer<Delivery> each) {
        return read(topic, consumer, from, each, reader -> Consumers.committed(reader, partitions(reader, topic)));
    }

    /** The same up to the topic's end at this moment. */
    public Map<TopicPartition, Long> readToEnd(String topic, String consumer, Map<TopicPartition, Long> from, Consumer<Delivery> each) {
        return read(topic, consumer, from, each, reader -> reader.endOffsets(partitions(reader, topic)));
    }

    /** Follows a topic, from where a consumer group of this service stands now. */
    public TopicFollower follow(String topic, String consumer) {
        return new TopicFollower(factory.createConsumer(ConsumerAutoConfiguration.group(service, consumer), "copy"), topic);
    }

    /** Tells of which keys a consumer group of this service has handled records, from where it stands now. */
    public CommittedKeys handled(String topic, String consumer) {
        return new CommittedKeys(factory.createConsumer(ConsumerAutoConfiguration.group(service, consumer), "keys"), topic);
    }

    private static Set<TopicPartition> partitions(org.apache.kafka.clients.consumer.Consumer<?, ?> reader, String topic) {
        return reader.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> read(String topic, String consumer, Map<TopicPartition, Long> from, Consumer<Delivery> each,
            Function<org.apache.kafka.clients.consumer.Consumer<?, ?>, Map<TopicPartition, Long>> ends) {
        try (var reader = factory.createConsumer(ConsumerAutoConfiguration.group(service, consumer), "rebuild")) {
            var end = ends.apply(reader);
            var next = new HashMap<TopicPartition, Long>();
            reader.assign(end.keySet());
            for (var partition : end.keySet()) {
                var start = from.get(partition);
                if (start == null) {
                    reader.seekToBeginning(Set.of(partition));
                    start = reader.position(partition);
                } else {
                    reader.seek(partition, start);
                }
                next.put(partition, start);
            }
            while (end.entrySet().stream().anyMatch(goal -> next.getOrDefault(goal.getKey(), 0L) < goal.getValue())) {
                var polled = reader.poll(POLL);
                for (var message : polled) {
                    if (message.offset() < end.getOrDefault(new TopicPartition(topic, message.partition()), 0L)) {
                        each.accept(Delivery.of(message));
                    }
                }
                next.replaceAll((partition, _) -> Math.min(reader.position(partition), end.getOrDefault(partition, 0L)));
            }
            return Map.copyOf(next);
        }
    }
}
