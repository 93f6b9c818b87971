package io.countersign.starter.consumer;

import com.mongodb.client.MongoDatabase;
import io.countersign.starter.event.EventEnvelopes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;

/** Runs the consumers of services that have a database of their own. */
@AutoConfiguration(afterName = {"io.countersign.starter.event.DatabaseAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"})
@ConditionalOnClass(MongoDatabase.class)
@ConditionalOnBean({MongoDatabase.class, KafkaProperties.class})
class ConsumerAutoConfiguration {
    /** New topics are noticed within this time. */
    private static final int METADATA_MILLIS = 2_000;
    /** A replica that died without a word holds its partitions no longer than this; the least that a broker allows by default. */
    private static final int SESSION_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 1_500;

    @Bean
    DeadLetters deadLetters(MongoDatabase database, Clock clock) {
        return new DeadLetters(database, clock);
    }

    @Bean
    TopicReader topicReader(KafkaProperties kafka, @Value("${spring.application.name}") String service) {
        return new TopicReader(service, new DefaultKafkaConsumerFactory<>(settings(kafka)));
    }

    @Bean
    Consumers consumers(ObjectProvider<EventConsumers> kinds, DeadLetters deadLetters, KafkaProperties kafka,
            ObjectProvider<MeterRegistry> meters,
            Clock clock, @Value("${spring.application.name}") String service) {
        var factory = factory(kafka, meters.getIfAvailable());
        DeadLetterNotice notice = (_, _, _) -> meters.ifAvailable(registry -> registry.counter("mcp_dead_letters_total").increment());
        return new Consumers(service, kinds.orderedStream().flatMap(kind -> kind.all().stream())
                .map(consumer -> new Consumption(consumer, new EventEnvelopes(consumer.source(), clock), deadLetters, notice)).toList(),
                factory);
    }

    private static ConsumerFactory<String, byte[]> factory(KafkaProperties kafka, @org.jspecify.annotations.Nullable MeterRegistry meters) {
        var factory = new DefaultKafkaConsumerFactory<String, byte[]>(settings(kafka));
        if (meters != null) {
            factory.addListener(new MicrometerConsumerListener<>(meters, List.of()));
        }
        return factory;
    }

    private static Map<String, Object> settings(KafkaProperties kafka) {
        var settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        return settings;
    }
}
