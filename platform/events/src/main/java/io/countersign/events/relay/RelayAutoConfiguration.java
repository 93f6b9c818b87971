package io.countersign.events.relay;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.log.EventLogs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** Publishes the logs of a service, wherever {@code spring.kafka.bootstrap-servers} says that there is a Kafka. */
@AutoConfiguration(afterName = {"io.countersign.events.log.EventLogAutoConfiguration",
        "io.countersign.access.AccessAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"})
@ConditionalOnClass(KafkaProperties.class)
@ConditionalOnBean({EventLogs.class, MongoDatabase.class, KafkaProperties.class})
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
@EnableConfigurationProperties(RelayProperties.class)
class RelayAutoConfiguration {
    @Bean
    @ConditionalOnProperty(value = "countersign.relay.enabled", matchIfMissing = true)
    Relays relays(EventLogs logs, MongoDatabase database, KafkaProperties kafka, ObjectProvider<AccessPublisher.Factory> access,
            RelayProperties properties, ObjectProvider<RemovalListener> removals, Clock clock, ObjectProvider<MeterRegistry> meters) {
        return new Relays(logs, new RelayLedger(database, clock), kafka.buildAdminProperties(),
                owned -> publisher(access.getIfAvailable(), owned), properties, (log, start, oldest) -> removals
                        .ifAvailable(listener -> listener.removed(log, start, oldest)),
                clock, meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    @ConditionalOnBean(Relays.class)
    RelayHealth relayHealth(Relays relays) {
        return new RelayHealth(relays);
    }

    @Bean
    @ConditionalOnBean(Relays.class)
    RelayEndpoint relayEndpoint(Relays relays) {
        return new RelayEndpoint(relays);
    }

    private static AccessPublisher publisher(AccessPublisher.@Nullable Factory factory, EventLogs.Owned owned) {
        return factory == null || owned.accessTopic() == null
                ? new NoAccessPublisher()
                : factory.of(owned.name(), owned.accessTopic(), owned.log());
    }
}
