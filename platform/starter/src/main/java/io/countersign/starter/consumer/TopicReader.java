package io.countersign.starter.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

/** Reads an event topic without a group of its own, up to where a consumer group of this service stands. */
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
    public Map<TopicPartition, Long> read(String topic, String consumer, Map<TopicPartition, Long> from, Each each) {
        try (var reader = factory.createConsumer(service + "." + consumer, "rebuild")) {
            var partitions = reader.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toSet());
            var end = Consumers.committed(reader, partitions);
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
                    var partition = new TopicPartition(topic, message.partition());
                    if (message.offset() < end.getOrDefault(partition, 0L)) {
                        var delivery = Delivery.of(message);
                        each.record(delivery.position(), delivery.bytes());
                    }
                }
                next.replaceAll((partition, _) -> Math.min(reader.position(partition), end.getOrDefault(partition, 0L)));
            }
            return Map.copyOf(next);
        }
    }

    /** What is done with a record. */
    @FunctionalInterface
    public interface Each {
        void record(long position, byte[] bytes);
    }
}
