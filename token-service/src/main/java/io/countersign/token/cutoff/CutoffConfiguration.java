package io.countersign.token.cutoff;

import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.events.lease.RepeatedTask;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has cuts worked off: nothing else waits for a hundred thousand connections. */
@Configuration(proxyBeanMethods = false)
class CutoffConfiguration {
    /** @param pause between two looks whether there is a cut */
    @Bean
    RepeatedTask cutoffRounds(CutoffWork work, ExclusiveTasks exclusive, @Value("${countersign.cutoffs.pause:PT0.5S}") Duration pause) {
        return new RepeatedTask("cutoffs", pause, exclusive, work::any, work::round);
    }
}
