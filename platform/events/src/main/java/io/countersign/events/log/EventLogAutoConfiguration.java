package io.countersign.events.log;

import com.mongodb.client.MongoDatabase;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.MongoEventLog;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The logs a service owns and how it reads and writes them. */
@AutoConfiguration(afterName = {"io.countersign.events.log.DatabaseAutoConfiguration",
        "io.countersign.web.defaults.ClockAutoConfiguration"}, beforeName = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
@ConditionalOnProperty("countersign.logs[0].name")
@EnableConfigurationProperties(LogsProperties.class)
@Import(EventLogBeans.class)
class EventLogAutoConfiguration {
    @Bean
    EventLogs eventLogs(LogsProperties properties, ObjectProvider<EventCatalog> catalogs, BeanFactory beans, Clock clock) {
        Map<String, EventCatalog> byTopic = catalogs.stream()
                .collect(Collectors.toMap(EventCatalog::topic, Function.identity(), (a, b) -> a));
        return new EventLogs(properties.logs().stream().map(log -> {
            var catalog = byTopic.get(log.topic());
            if (catalog == null) {
                throw new IllegalStateException("Log " + log.name() + " is published on " + log.topic()
                        + ", but there is no EventCatalog bean for that topic");
            }
            return new EventLogs.Owned(log.name(), log.topic(), log.accessTopic(),
                    beans.getBean(EventLogBeans.beanName(log.name()), EventLog.class), new EventEnvelopes(catalog, clock), log.retention());
        }).toList());
    }

    @Bean
    LogProblems logProblems() {
        return new LogProblems();
    }

    @Bean
    @ConditionalOnMissingBean
    Streams streams(EventLogs logs) {
        return new LogStreams(logs.first());
    }

    @Bean
    @ConditionalOnMissingBean
    EventWriter eventWriter(EventLogs logs, ObjectProvider<Origins> origins) {
        return new LogEventWriter(logs, (actor, organization) -> origins.getObject().origin(actor, organization));
    }

    /** Logs on the service's own database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(MongoDatabase.class)
    static class OnMongo {
        @Bean
        @ConditionalOnMissingBean
        EventLogFactory eventLogFactory(MongoDatabase database, @Value("${spring.application.name}") String service) {
            return name -> MongoEventLog.open(database, name, service);
        }
    }
}
