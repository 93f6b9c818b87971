package io.countersign.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The table of the access feed, for whoever reads its topics. */
@AutoConfiguration(afterName = {"io.countersign.web.defaults.ClockAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"})
@ConditionalOnBean(KafkaProperties.class)
@EnableConfigurationProperties(AccessProperties.class)
public class AccessAutoConfiguration {
    @Bean
    AccessFeedClients feedKafka(KafkaProperties kafka) {
        return new AccessFeedClients(kafka);
    }

    /** For gateway and token-service. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnAccessTopicsCondition.class)
    static class Reading {
        @Bean
        @ConditionalOnMissingBean(AccessTable.class)
        KafkaAccessTable accessTable(AccessProperties access, AccessFeedClients kafka, Clock clock) {
            return new KafkaAccessTable(access.topics(), kafka::consumer, System::nanoTime, clock);
        }

        @Bean
        AccessTableHealth accessTableHealthIndicator(AccessTable table) {
            return new AccessTableHealth(table);
        }

        @Bean
        @ConditionalOnBean(KafkaAccessTable.class)
        MeterBinder accessTableMetrics(KafkaAccessTable table) {
            return meters -> {
                table.feeds().forEach(feed -> TimeGauge.builder("countersign.access.feed.age", feed, TimeUnit.MILLISECONDS,
                        one -> one.age().toMillis()).tag("topic", feed.topic())
                        .description("Since the last heartbeat of the owner of this access topic").register(meters));
                Gauge.builder("countersign.access.entries", table, KafkaAccessTable::size)
                        .description("Access entries in force in memory").register(meters);
            };
        }
    }
}
