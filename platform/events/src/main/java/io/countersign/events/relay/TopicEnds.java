package io.countersign.events.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the highest position a topic holds: the last record of each partition, since a log is sent in order. */
final class TopicEnds {
    private static final int LAST_RECORDS = 64;

    private final Map<String, Object> settings;
    private final Duration patience;

    TopicEnds(Map<String, Object> kafka, Duration patience) {
        this.settings = new HashMap<>(kafka);
        this.patience = patience;
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    /** Empty when the topic is. */
    OptionalLong highestPosition(String topic, int partitions) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            var all = IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
            var ends = consumer.endOffsets(all, patience);
            var filled = all.stream().filter(partition -> ends.getOrDefault(partition, 0L) > 0).toList();
            consumer.assign(filled);
            filled.forEach(partition -> consumer.seek(partition, Math.max(0, ends.getOrDefault(partition, 0L) - LAST_RECORDS)));
            var highest = OptionalLong.empty();
            var deadline = System.nanoTime() + patience.toNanos();
            while (filled.stream().anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new TopicChecks.Unreachable(new IllegalStateException("The end of topic " + topic + " cannot be read"));
                }
                for (var read : consumer.poll(Duration.ofMillis(200))) {
                    highest = OptionalLong.of(Math.max(highest.orElse(-1), position(read)));
                }
            }
            return highest;
        }
    }

    private static long position(ConsumerRecord<byte[], byte[]> read) {
        var header = read.headers().lastHeader("position");
        return header == null ? -1 : Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
    }
}
