package io.countersign.events.consumer;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.events.log.EventJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices on {@code countersign.<consumer>.dead-letters}: CloudEvents that name the event and say why it waits, without its payload and
 * without a word of the failure's own text, which may quote it. Sent beside the consumption; the topic is made with the first notice.
 */
final class KafkaDeadLetterNotices implements DeadLetterNotice, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaDeadLetterNotices.class);
    private static final String TYPE = "countersign.dead-letters.DeadLetterKept.v1";
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int WAITING = 1_000;
    private static final int PATIENCE_MILLIS = 10_000;

    private final String service;
    private final Map<String, Object> admin;
    private final Map<String, Object> producer;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor sending = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("dead-letter-notices").factory(),
            (_, _) -> log.warn("A notice of a dead letter was dropped; the letter is kept"));

    /**
     * @param admin    how Kafka is administered
     * @param producer how Kafka is written to
     */
    KafkaDeadLetterNotices(String service, Map<String, Object> admin, Map<String, Object> producer, MeterRegistry meters, Clock clock) {
        this.service = service;
        this.admin = Map.copyOf(admin);
        this.producer = new HashMap<>(producer);
        this.producer.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        this.meters = meters;
        this.clock = clock;
    }

    static String topic(String consumer) {
        return "countersign." + consumer + ".dead-letters";
    }

    @Override
    public void send(String consumer, Delivery delivery, DeadLetters.Reason reason) {
        meters.counter("mcp.dead.letters", "consumer", consumer, "reason", reason.name()).increment();
        var notice = notice(consumer, delivery, reason);
        sending.execute(() -> send(topic(consumer), delivery.aggregateId(), notice));
    }

    private byte[] notice(String consumer, Delivery delivery, DeadLetters.Reason reason) {
        var envelope = EventJson.mapper().createObjectNode();
        envelope.put("specversion", "1.0").put("id", UlidCreator.getMonotonicUlid(clock.millis()).toString());
        envelope.put("source", "/" + service + "/" + consumer).put("type", TYPE).put("time", EventJson.time(clock.instant()));
        envelope.put("subject", delivery.aggregateId()).put("datacontenttype", "application/json");
        envelope.putObject("data").put("service", service).put("consumer", consumer).put("topic", delivery.place().topic())
                .put("partition", delivery.place().partition()).put("offset", delivery.place().offset())
                .put("position", delivery.position()).put("aggregateId", delivery.aggregateId()).put("sequence", delivery.sequence())
                .put("reason", reason.name());
        return EventJson.mapper().writeValueAsBytes(envelope);
    }

    private void send(String topic, String key, byte[] notice) {
        try (var kafka = new KafkaProducer<>(producer, new StringSerializer(), new ByteArraySerializer())) {
            if (made.add(topic)) {
                make(topic);
            }
            kafka.send(new ProducerRecord<>(topic, null, key, notice, List.of(
                    new RecordHeader("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII)))))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException failure) {
            made.remove(topic);
            log.warn("No notice of a dead letter could be sent to {}: {}", topic, failure.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        try (var kafka = Admin.create(admin)) {
            kafka.createTopics(Set.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis())))))
                    .all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    @Override
    public void close() {
        sending.shutdown();
        try {
            if (!sending.awaitTermination(2, TimeUnit.SECONDS)) {
                sending.shutdownNow();
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
