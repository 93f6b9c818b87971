package io.countersign.events.lease;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Leases of services that have a database of their own. */
@AutoConfiguration(afterName = {"io.countersign.events.log.DatabaseAutoConfiguration",
        "io.countersign.web.defaults.ClockAutoConfiguration"})
@ConditionalOnClass(MongoDatabase.class)
@ConditionalOnBean(MongoDatabase.class)
class LeaseAutoConfiguration {
    @Bean
    Leases leases(MongoDatabase database, Clock clock) {
        return new Leases(database, clock);
    }

    @Bean
    ExclusiveTasks exclusiveTasks(Leases leases) {
        return new ExclusiveTasks(leases);
    }
}
