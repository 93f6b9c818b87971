package io.countersign.events.feed;

import io.countersign.access.AccessAutoConfiguration;
import io.countersign.access.AccessProperties;
import io.countersign.access.AccessFeedClients;
import io.countersign.events.relay.AccessPublisher;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Publishes the access entries of a service's logs, for whoever owns one. */
@AutoConfiguration(after = AccessAutoConfiguration.class, afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnBean({MongoDatabaseFactory.class, AccessFeedClients.class})
class AccessFeedAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    AccessPublisher.Factory accessPublisherFactory(MongoDatabaseFactory mongo, AccessFeedClients clients, AccessProperties access,
            Clock clock) {
        var background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("access-feed").factory());
        return (name, topic, log) -> new AccessFeedPublisher(log, new MongoEntriesInForceStore(mongo.getMongoDatabase(), name),
                new KafkaAccessFeedProducer(topic, access.topicRetention(), clients::admin, clients::producer, clock), access, clock,
                System::nanoTime, background);
    }
}
