package io.countersign.audit.intake;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads every topic, each in a thread of its own. */
@Component
class KafkaIntake implements SmartLifecycle {
    private final IntakeProperties properties;
    private final DefaultKafkaConsumerFactory<String, byte[]> consumers;
    private final Sources sources;
    private final Places places;
    private final Clock clock;
    private volatile List<TopicThread> threads = List.of();

    KafkaIntake(IntakeProperties properties, KafkaProperties kafka, Sources sources, Places places, Clock clock) {
        this.properties = properties;
        this.consumers = new DefaultKafkaConsumerFactory<>(settings(kafka));
        this.sources = sources;
        this.places = places;
        this.clock = clock;
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
                () -> consumers.createConsumer("audit-" + topic, "intake"),
                consumer -> new TopicIntake(topic, consumer, sources, places, clock))).toList();
    }

    /** Which topics cannot be read at the moment, and why. */
    List<String> troubles() {
        return threads.stream().flatMap(thread -> thread.trouble().stream()).toList();
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
