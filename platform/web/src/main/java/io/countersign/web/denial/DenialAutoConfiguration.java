package io.countersign.web.denial;

import io.countersign.access.AccessAutoConfiguration;
import io.countersign.access.AccessTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** For gateway and token-service, which refuse by the table of the access feed. */
@AutoConfiguration(after = AccessAutoConfiguration.class, afterName = {"io.countersign.web.defaults.ClockAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"})
@ConditionalOnBean({AccessTable.class, KafkaProperties.class})
class DenialAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(DenialSink.class)
    KafkaDenials denialSink(KafkaProperties kafka, MeterRegistry meters, @Value("${spring.application.name}") String service) {
        return new KafkaDenials(kafka, meters, service);
    }

    @Bean
    Denials denials(AccessTable table, DenialSink sink, Clock clock) {
        return new Denials(table, sink, clock);
    }
}
