package io.countersign.audit.intake;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/** Runs one {@link TopicIntake} per topic. */
@Component
class KafkaIntake implements SmartLifecycle {
    private static final long STOP_MILLIS = 5_000;
    private final List<TopicIntake> intakes;
    private List<Thread> threads = List.of();

    KafkaIntake(IntakeProperties properties, KafkaProperties kafka, Sources sources, Clock clock) {
        var consumers = new DefaultKafkaConsumerFactory<String, byte[]>(settings(kafka));
        this.intakes = properties.topics().stream().map(topic -> new TopicIntake(topic, consumers, sources, clock)).toList();
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
        threads = intakes.stream().map(intake -> Thread.ofPlatform().daemon().name("intake").start(intake)).toList();
    }

    @Override
    public void stop() {
        intakes.forEach(TopicIntake::stop);
        for (var thread : threads) {
            thread.interrupt();
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
