package io.countersign.token.bulk;

import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.events.lease.RepeatedTask;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has operations worked off. */
@Configuration(proxyBeanMethods = false)
class BulkOperationConfiguration {
    /** @param pause between two looks whether there is an operation */
    @Bean
    RepeatedTask bulkOperationRounds(BulkOperationWork work, ExclusiveTasks exclusive,
            @Value("${countersign.bulk-operations.pause:PT0.5S}") Duration pause) {
        return new RepeatedTask("bulk-operations", pause, exclusive, work::any, work::round);
    }
}
