package io.countersign.events.log;

import io.countersign.eventstore.EventLog;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanNameGenerator;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** One {@link EventLog} bean per configured log, qualified by its name; the first is primary. */
final class EventLogBeans implements ImportBeanDefinitionRegistrar, EnvironmentAware, BeanFactoryAware {
    private @Nullable Environment environment;
    private @Nullable BeanFactory beans;

    static String beanName(String log) {
        return "eventLog-" + log;
    }

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beans = beanFactory;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry, BeanNameGenerator names) {
        var factory = java.util.Objects.requireNonNull(beans);
        var logs = Binder.get(java.util.Objects.requireNonNull(environment)).bind("countersign", LogsProperties.class)
                .map(LogsProperties::logs).orElse(List.of());
        logs.forEach(
                log -> registry.registerBeanDefinition(beanName(log.name()), definition(factory, log.name(), log.equals(logs.getFirst()))));
    }

    private static EventLog open(BeanFactory beans, String log) {
        return new ObservedEventLog(beans.getBean(EventLogFactory.class).open(log), log,
                beans.getBeanProvider(ObservationRegistry.class).getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    private static BeanDefinition definition(BeanFactory beans, String log, boolean primary) {
        var definition = new RootBeanDefinition(EventLog.class, () -> open(beans, log));
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, log));
        definition.setPrimary(primary);
        definition.setDestroyMethodName("close");
        return definition;
    }
}
