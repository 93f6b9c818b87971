package io.countersign.events.log;

import com.mongodb.client.MongoDatabase;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** The service's own database, the one {@code spring.mongodb.uri} names. */
@AutoConfiguration(afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnClass(MongoDatabaseFactory.class)
class DatabaseAutoConfiguration {
    @Bean
    @ConditionalOnBean(MongoDatabaseFactory.class)
    @ConditionalOnMissingBean
    MongoDatabase mongoDatabase(MongoDatabaseFactory factory) {
        return factory.getMongoDatabase();
    }
}
