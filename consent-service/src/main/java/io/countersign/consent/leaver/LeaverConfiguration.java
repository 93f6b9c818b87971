package io.countersign.consent.leaver;

import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.events.lease.RepeatedTask;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the identity provider watched, by one replica at a time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeaverProperties.class)
class LeaverConfiguration {
    @Bean
    RepeatedTask leaverSignals(AdminEventPoller poller, ExclusiveTasks exclusive, LeaverProperties settings) {
        return new RepeatedTask("leaver-signals", settings.poll(), exclusive, () -> true, poller::run);
    }

    @Bean
    RepeatedTask leaverComparison(MembershipReconciliation reconciliation, ExclusiveTasks exclusive, LeaverProperties settings) {
        return new RepeatedTask("leaver-comparison", settings.tick(), exclusive, () -> true, reconciliation::run);
    }
}
