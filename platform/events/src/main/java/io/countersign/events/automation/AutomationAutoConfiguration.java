package io.countersign.events.automation;

import io.countersign.events.command.Commands;
import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.consumer.EventConsumers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Policies of services that have aggregates. */
@AutoConfiguration(afterName = "io.countersign.events.command.CommandAutoConfiguration", beforeName = "io.countersign.events.consumer.ConsumerAutoConfiguration")
@ConditionalOnBean(Commands.class)
class AutomationAutoConfiguration {
    @Bean
    EventConsumers automationConsumers(ObjectProvider<Automation> automations, Commands commands,
            @Value("${spring.application.name}") String service) {
        return () -> automations.stream().<EventConsumer>map(automation -> new AutomationConsumer(automation, commands, service)).toList();
    }
}
