package io.countersign.consent.leaver;

import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.events.lease.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the identity provider watched, by one replica at a time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeaverProperties.class)
class LeaverConfiguration {
    @Bean
    Rounds leaverSignals(SignalWatch signals, ExclusiveTasks exclusive, LeaverProperties settings) {
        return new Rounds("leaver-signals", settings.poll(), exclusive, () -> true, signals::run);
    }

    @Bean
    Rounds leaverComparison(Comparison comparison, ExclusiveTasks exclusive, LeaverProperties settings) {
        return new Rounds("leaver-comparison", settings.tick(), exclusive, () -> true, comparison::run);
    }
}
