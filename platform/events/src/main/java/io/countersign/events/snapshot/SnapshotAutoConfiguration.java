package io.countersign.events.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.countersign.events.log.EventLogs;
import io.countersign.eventstore.axon.MongoSnapshotStore;
import io.countersign.eventstore.axon.SnapshotStore;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.config.SpringAggregateConfigurer;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Every aggregate gets snapshots, unless it names a trigger of its own. They are taken by one thread beside the commands. */
@AutoConfiguration(afterName = {"io.countersign.events.log.EventLogAutoConfiguration",
        "io.countersign.events.log.DatabaseAutoConfiguration"}, beforeName = {
                "io.countersign.events.command.AxonLogAutoConfiguration",
                "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
                "org.axonframework.springboot.autoconfig.InfraConfiguration",
                "org.axonframework.springboot.autoconfig.ObjectMapperAutoConfiguration"})
@ConditionalOnClass({SpringAggregateConfigurer.class, ObjectMapper.class})
@ConditionalOnBean({EventLogs.class, MongoDatabase.class})
@EnableConfigurationProperties(SnapshotProperties.class)
class SnapshotAutoConfiguration {
    private static final String TRIGGER = "snapshotTrigger";
    private static final String EXECUTOR = "snapshotExecutor";

    @Bean
    @ConditionalOnMissingBean
    SnapshotStore snapshotStore(MongoDatabase database, Serializer serializer, RevisionResolver revisions, Clock clock) {
        return new MongoSnapshotStore(database, serializer, revisions, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    RevisionResolver revisionResolver() {
        return new ShapeRevision();
    }

    @Bean
    @ConditionalOnMissingBean(name = "defaultAxonObjectMapper")
    ObjectMapper defaultAxonObjectMapper() {
        return SnapshotMapper.create();
    }

    /** Its queue is bounded by Axon, which asks for one snapshot of an aggregate at a time. */
    @Bean(name = EXECUTOR, defaultCandidate = false)
    ThreadPoolTaskExecutor snapshotExecutor() {
        var executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("snapshots-");
        executor.setMaxPoolSize(1);
        executor.setDaemon(true);
        return executor;
    }

    @Bean
    @ConditionalOnMissingBean(Snapshotter.class)
    SpringAggregateSnapshotter aggregateSnapshotter(org.axonframework.config.Configuration configuration, HandlerDefinition handlers,
            ParameterResolverFactory parameters, EventStore events, @Qualifier(EXECUTOR) Executor executor) {
        return SpringAggregateSnapshotter.builder().repositoryProvider(configuration::repository).eventStore(events)
                .transactionManager(NoTransactionManager.instance()).handlerDefinition(handlers).parameterResolverFactory(parameters)
                .executor(executor).build();
    }

    @Bean(TRIGGER)
    @ConditionalOnMissingBean(name = TRIGGER)
    SnapshotTriggerDefinition snapshotTrigger(Snapshotter snapshotter, SnapshotProperties properties) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, properties.every());
    }

    @Bean
    static BeanFactoryPostProcessor aggregateSnapshots() {
        return beans -> {
            for (var name : beans.getBeanNamesForType(SpringAggregateConfigurer.class, true, false)) {
                var properties = beans.getBeanDefinition(name).getPropertyValues();
                if (!properties.contains("snapshotTriggerDefinition")) {
                    properties.add("snapshotTriggerDefinition", TRIGGER);
                }
            }
        };
    }
}
