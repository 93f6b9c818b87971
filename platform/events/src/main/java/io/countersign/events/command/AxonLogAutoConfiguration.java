package io.countersign.events.command;

import io.countersign.events.log.AxonEnvelopes;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.OriginMetaData;
import io.countersign.events.log.Streams;
import io.countersign.eventstore.axon.LogEventStorageEngine;
import io.countersign.eventstore.axon.SnapshotStore;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.spring.config.MessageHandlerLookup;
import org.axonframework.spring.config.SpringAggregateConfigurer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/** Axon's aggregates on the first log of the service. Axon's event processors, token stores and transactions are not used. */
@AutoConfiguration(afterName = {"io.countersign.events.log.EventLogAutoConfiguration",
        "io.countersign.events.log.DatabaseAutoConfiguration"}, beforeName = {
                "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
                "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration",
                "org.axonframework.springboot.autoconfig.InfraConfiguration",
                "org.axonframework.springboot.autoconfig.ObjectMapperAutoConfiguration"})
@ConditionalOnClass(SpringAggregateConfigurer.class)
@ConditionalOnBean(EventLogs.class)
class AxonLogAutoConfiguration {
    /** A command waits at most 10 s for its aggregate, as its commit does. */
    private static final int LOCK_ATTEMPTS = 100;
    private static final int LOCK_ATTEMPT_MILLIS = 100;
    private static final int LOCK_QUEUE = 1_000;
    private static final String LOCKS = "aggregateLockFactory";

    @Bean
    AppendCollector appends() {
        return new AppendCollector();
    }

    @Bean
    @ConditionalOnMissingBean
    EventStorageEngine eventStorageEngine(EventLogs logs, ObjectProvider<SnapshotStore> snapshots, AppendCollector collector,
            Streams streams, @Value("${spring.application.name}") String service) {
        var owned = logs.first();
        var codec = new AxonEnvelopes(owned.log().source(), service, owned.envelopes());
        return new LogEventStorageEngine(owned.log(), codec, snapshots.getIfAvailable(SnapshotStore::none), (place, events) -> {
            events.forEach(event -> streams.appended(event.getAggregateIdentifier(), event.getSequenceNumber()));
            collector.appended(place, events);
        });
    }

    @Bean
    CorrelationDataProvider originCorrelation() {
        return OriginMetaData.provider(LogEventStorageEngine.COMMIT_ID);
    }

    @Bean
    SmartInitializingSingleton expectedVersionCheck(ObjectProvider<EventBus> bus) {
        return () -> bus.getObject().registerDispatchInterceptor(new ExpectedVersion(new CommandTarget()));
    }

    @Bean
    SmartInitializingSingleton sealedCommands(ObjectProvider<CommandBus> bus, ConfigurableListableBeanFactory beans) {
        return () -> bus.getObject().registerDispatchInterceptor(new SealedCommands(handlers(beans)));
    }

    @SuppressWarnings("unchecked") // Axon asks for the class of a generic message
    private static Stream<Class<?>> handlers(ConfigurableListableBeanFactory beans) {
        var commands = (Class<CommandMessage<?>>) (Class<?>) CommandMessage.class;
        return MessageHandlerLookup.messageHandlerBeans(commands, beans, true).stream()
                .flatMap(name -> Stream.ofNullable(beans.getType(name)).map(ClassUtils::getUserClass));
    }

    @Bean(LOCKS)
    LockFactory aggregateLockFactory() {
        return PessimisticLockFactory.builder().acquireAttempts(LOCK_ATTEMPTS).lockAttemptTimeout(LOCK_ATTEMPT_MILLIS)
                .queueLengthThreshold(LOCK_QUEUE).build();
    }

    /** Gives every aggregate the lock with our time-out, unless it names one. */
    @Bean
    static BeanFactoryPostProcessor aggregateLocks() {
        return beans -> {
            for (var name : beans.getBeanNamesForType(SpringAggregateConfigurer.class, true, false)) {
                var properties = beans.getBeanDefinition(name).getPropertyValues();
                if (!properties.contains("lockFactory")) {
                    properties.add("lockFactory", LOCKS);
                }
            }
        };
    }
}
