package io.countersign.events.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * {@link ConsumerProgress} by what Kafka says: once the log is published up to the position, the topic's ends are taken, and the consumer group has
 * passed when it has committed all of them. Positions alone say nothing here: partitions are read apart.
 */
final class KafkaConsumerProgress implements ConsumerProgress {
    private static final long PATIENCE_MILLIS = 5_000;

    private final Map<String, Object> settings;
    private final Function<String, String> topics;
    private final Function<String, String> groups;
    private final Function<String, OptionalLong> published;
    private final Map<String, Long> passed = new HashMap<>();
    private final Map<String, Mark> annotations = new HashMap<>();

    /**
     * @param settings  how Kafka is administered
     * @param topics    of a consumer
     * @param groups    of a consumer
     * @param published below which position a topic holds everything
     */
    KafkaConsumerProgress(Map<String, Object> settings, Function<String, String> topics, Function<String, String> groups,
            Function<String, OptionalLong> published) {
        this.settings = Map.copyOf(settings);
        this.topics = topics;
        this.groups = groups;
        this.published = published;
    }

    @Override
    public synchronized boolean passed(String consumer, long position) {
        if (position <= passed.getOrDefault(consumer, -1L)) {
            return true;
        }
        var topic = topics.apply(consumer);
        if (published.apply(topic).orElse(-1) <= position) {
            return false;
        }
        try (var kafka = Admin.create(settings)) {
            var mark = annotations.get(consumer);
            if (mark == null || mark.position() < position) {
                mark = new Mark(position, ends(kafka, topic));
                annotations.put(consumer, mark);
            }
            if (!committed(kafka, groups.apply(consumer), mark.ends())) {
                return false;
            }
            passed.put(consumer, mark.position());
            annotations.remove(consumer);
            return true;
        } catch (ExecutionException | TimeoutException silent) {
            throw new KafkaException("Kafka does not say how far " + consumer + " is", silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException(stopped);
        }
    }

    private static Map<TopicPartition, Long> ends(Admin kafka, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        var latest = kafka.describeTopics(java.util.List.of(topic)).allTopicNames().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).values()
                .stream().flatMap(about -> about.partitions().stream().map(info -> new TopicPartition(topic, info.partition())))
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        return kafka.listOffsets(latest).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private static boolean committed(Admin kafka, String group, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        var offsets = kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return ends.entrySet().stream().allMatch(end -> {
            var offset = offsets.get(end.getKey());
            return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
        });
    }

    /** @param ends of the topic at a moment when it held everything up to the position */
    private record Mark(long position, Map<TopicPartition, Long> ends) {
    }
}
