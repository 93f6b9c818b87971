package io.countersign.events.feed;

import io.countersign.access.AccessAutoConfiguration;
import io.countersign.access.AccessProperties;
import io.countersign.access.FeedKafka;
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
@ConditionalOnBean({MongoDatabaseFactory.class, FeedKafka.class})
class FeedAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    AccessPublisher.Factory accessPublisherFactory(MongoDatabaseFactory mongo, FeedKafka kafka, AccessProperties access, Clock clock) {
        var background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("access-feed").factory());
        return (name, topic, log) -> new FeedPublisher(log, new MongoAccessBookStore(mongo.getMongoDatabase(), name),
                new KafkaFeedChannel(topic, access.topicRetention(), kafka::admin, kafka::producer, clock), access, clock,
                System::nanoTime, background);
    }
}
