package io.countersign.events.consumer;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.consumer.FollowedGroups.FollowedGroup;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.relay.Relays;
import io.countersign.events.telemetry.EventCorrelations;
import io.countersign.events.telemetry.EventTelemetryAutoConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;

/** Runs the consumers of services that have a database of their own. */
@AutoConfiguration(after = EventTelemetryAutoConfiguration.class, afterName = {"io.countersign.events.log.DatabaseAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"})
@ConditionalOnClass(MongoDatabase.class)
@ConditionalOnBean({MongoDatabase.class, KafkaProperties.class})
@EnableConfigurationProperties(ConsumerProperties.class)
class ConsumerAutoConfiguration {
    /** New topics are noticed within this time. */
    private static final int METADATA_MILLIS = 2_000;
    /** A replica that died without a word holds its partitions no longer than this; the least that a broker allows by default. */
    private static final int SESSION_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 1_500;

    @Bean
    DeadLetterStore deadLetters(MongoDatabase database, Clock clock) {
        return new DeadLetterStore(database, clock);
    }

    @Bean
    TopicReader topicReader(KafkaProperties kafka, ConsumerProperties properties, @Value("${spring.application.name}") String service) {
        return new TopicReader(service, new DefaultKafkaConsumerFactory<>(settings(kafka, properties)));
    }

    @Bean
    Consumers consumers(ObjectProvider<EventConsumers> kinds, ObjectProvider<FollowedGroups> others, DeadLetterStore deadLetters,
            KafkaProperties kafka, ConsumerProperties properties, ObjectProvider<MeterRegistry> meters,
            EventCorrelations correlations, Clock clock,
            @Value("${spring.application.name}") String service) {
        var counters = new DeadLetterCounters(meters.getIfAvailable(SimpleMeterRegistry::new));
        var consumptions = kinds.orderedStream().flatMap(kind -> kind.all().stream())
                .map(consumer -> new Consumption(consumer, new EventEnvelopes(consumer.source(), clock), deadLetters, counters,
                        correlations))
                .toList();
        var own = consumptions.stream().map(Consumption::consumer)
                .map(consumer -> new FollowedGroup(consumer.name(), group(service, consumer.name()), consumer.source().topic()));
        var groups = Stream.concat(own, others.orderedStream().flatMap(each -> each.all().stream())).toList();
        return new Consumers(consumptions, consumer -> group(service, consumer), factory(kafka, properties, meters.getIfAvailable()),
                deadLetters, new ConsumerLag(kafka.buildAdminProperties(), groups, properties.lagEvery(), System::nanoTime),
                properties.retryEvery());
    }

    @Bean
    ConsumerProgress passage(Consumers consumers, ObjectProvider<Relays> relays, KafkaProperties kafka,
            @Value("${spring.application.name}") String service) {
        return new KafkaConsumerProgress(kafka.buildAdminProperties(), consumers::topic, consumer -> group(service, consumer),
                topic -> relays.stream().findFirst().map(relay -> relay.publishedBefore(topic)).orElseGet(OptionalLong::empty));
    }

    static String group(String service, String consumer) {
        return service + "." + consumer;
    }

    @Bean
    MeterBinder consumerMetrics(Consumers consumers, DeadLetterStore letters) {
        return meters -> {
            consumers.lag().consumers().forEach(name -> {
                Gauge.builder("countersign.consumer.lag.events", () -> consumers.lag().events(name)).tag("consumer", name)
                        .description("Events of its topic that a consumer has not handled").register(meters);
                TimeGauge.builder("countersign.consumer.lag", () -> consumers.lag().age(name).toMillis(), TimeUnit.MILLISECONDS)
                        .tag("consumer", name).description("Since when a consumer has not been at the end of its topic").register(meters);
            });
            consumers.names()
                    .forEach(name -> Gauge.builder("countersign.dead.letters.waiting", () -> letters.waiting(name)).tag("consumer", name)
                            .description("Events that wait for a mend, and those behind them").register(meters));
        };
    }

    @Bean
    ConsumersHealth consumersHealthIndicator(Consumers consumers) {
        return new ConsumersHealth(consumers);
    }

    @Bean
    DeadLettersEndpoint deadLettersEndpoint(DeadLetterStore letters, Consumers consumers) {
        return new DeadLettersEndpoint(letters, consumers);
    }

    private static ConsumerFactory<String, byte[]> factory(KafkaProperties kafka, ConsumerProperties properties,
            @Nullable MeterRegistry meters) {
        var factory = new DefaultKafkaConsumerFactory<String, byte[]>(settings(kafka, properties));
        if (meters != null) {
            factory.addListener(new MicrometerConsumerListener<>(meters, List.of()));
        }
        return factory;
    }

    private static Map<String, Object> settings(KafkaProperties kafka, ConsumerProperties properties) {
        var settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.batch());
        return settings;
    }
}
