package io.countersign.audit.decision;

import io.countersign.events.consumer.EventConsumers;
import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.events.lease.RepeatedTask;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes refusals in and forgets them again. */
@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {
    private static final Duration HOURLY = Duration.ofHours(1);

    @Bean
    EventConsumers decisionConsumer(Decisions decisions) {
        return () -> List.of(new DecisionConsumer(decisions));
    }

    @Bean
    RepeatedTask forgottenDecisions(Decisions decisions, ExclusiveTasks exclusive) {
        return new RepeatedTask("decisions-forgotten", HOURLY, exclusive, () -> true, lease -> decisions.forgetOld());
    }
}
