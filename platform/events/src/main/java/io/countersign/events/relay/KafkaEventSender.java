package io.countersign.events.relay;

import io.countersign.eventstore.StoredCommit;
import io.countersign.eventstore.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * Sends the exact bytes of each event, key = aggregate id, by an idempotent producer: in order, acknowledged by all replicas, tried again
 * without a limit. What is not in the bytes stands in the headers.
 */
final class KafkaEventSender implements EventSender {
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final DefaultKafkaProducerFactory<String, byte[]> factory;
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final List<Header> constant;

    private KafkaEventSender(Map<String, Object> kafka, String topic, String source) {
        this.factory = new DefaultKafkaProducerFactory<>(settings(kafka));
        this.factory.setPhysicalCloseTimeout((int) CLOSING.toSeconds());
        this.producer = factory.createNonTransactionalProducer();
        this.topic = topic;
        this.constant = List.of(header("source", source), header("content-type", "application/cloudevents+json"));
    }

    /** @param kafka where Kafka is and how to sign in there */
    static Factory factory(Map<String, Object> kafka, String topic, String source) {
        return () -> new KafkaEventSender(kafka, topic, source);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        return settings;
    }

    @Override
    public CompletableFuture<?> send(StoredCommit commit) {
        return CompletableFuture.allOf(commit.events().stream().map(event -> send(commit, event)).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<?> send(StoredCommit commit, StoredEvent event) {
        var sent = new ProducerRecord<>(topic, null, event.aggregateId(), event.bytes(),
                List.of(header("position", Long.toString(event.position())), header("sequence", Long.toString(event.sequence())),
                        header("commit", Long.toString(commit.number()))));
        constant.forEach(sent.headers()::add);
        var acknowledged = new CompletableFuture<Void>();
        var ignored = producer.send(sent, (place, failure) -> {
            if (failure == null) {
                acknowledged.complete(null);
            } else {
                acknowledged.completeExceptionally(failure);
            }
        });
        return acknowledged;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        producer.close(CLOSING);
        factory.destroy();
    }
}
