package io.countersign.audit.intake;

import io.countersign.events.consumer.FollowedGroups;
import io.countersign.events.telemetry.EventCorrelations;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads every topic, each in a thread of its own. */
@Component
class KafkaIntake implements SmartLifecycle, FollowedGroups {
    private final IntakeProperties properties;
    private final DefaultKafkaConsumerFactory<String, byte[]> consumers;
    private final Sources sources;
    private final IntakePositions positions;
    private final ForeignRecords foreignRecords;
    private final EventCorrelations correlations;
    private final Clock clock;
    private final String service;
    private volatile List<TopicThread> threads = List.of();

    KafkaIntake(IntakeProperties properties, KafkaProperties kafka, Sources sources, IntakePositions positions,
            ForeignRecords foreignRecords,
            EventCorrelations correlations,
            Clock clock,
            @Value("${spring.application.name}") String service) {
        this.properties = properties;
        this.consumers = new DefaultKafkaConsumerFactory<>(settings(kafka));
        this.sources = sources;
        this.positions = positions;
        this.foreignRecords = foreignRecords;
        this.correlations = correlations;
        this.clock = clock;
        this.service = service;
    }

    private static Map<String, Object> settings(KafkaProperties kafka) {
        var settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    @Override
    public void start() {
        threads = properties.topics().stream().map(topic -> new TopicThread(topic,
                () -> consumers.createConsumer(group(topic), "intake"),
                consumer -> new TopicIntake(topic, consumer, sources, positions, foreignRecords, correlations, clock))).toList();
    }

    private String group(String topic) {
        return service + "." + TopicIntake.name(topic);
    }

    @Override
    public List<FollowedGroup> all() {
        return properties.topics().stream().map(topic -> new FollowedGroup(TopicIntake.name(topic), group(topic), topic)).toList();
    }

    /** Which topics cannot be read at the moment, and why. */
    Map<String, String> troubles() {
        var troubles = new TreeMap<String, String>();
        threads.forEach(thread -> thread.trouble().ifPresent(reason -> troubles.put(thread.topic(), reason)));
        return troubles;
    }

    /** Reads a topic from its beginning; false when it is none of those that are read here. */
    boolean readAgain(String topic) {
        var reading = threads.stream().filter(thread -> thread.topic().equals(topic)).toList();
        reading.forEach(TopicThread::readAgain);
        return !reading.isEmpty();
    }

    @Override
    public void stop() {
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.forEach(thread -> together.execute(thread::stop));
        }
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
