package io.countersign.access;

import io.countersign.events.feed.FeedPublisher;
import io.countersign.events.feed.KafkaFeedChannel;
import io.countersign.events.feed.MongoAccessBookStore;
import io.countersign.events.relay.AccessPublisher;
import io.countersign.web.defaults.ClockAutoConfiguration;
import io.countersign.web.owner.AccessDecisions;
import io.countersign.web.owner.OwnAccess;
import io.countersign.web.owner.OwnersWord;
import io.countersign.web.peer.PeerAutoConfiguration;
import io.countersign.web.peer.Peers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** The access feed: its table for whoever reads topics, its publisher for whoever owns a log. */
@AutoConfiguration(after = {ClockAutoConfiguration.class, PeerAutoConfiguration.class}, afterName = {
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration"})
@ConditionalOnBean(KafkaProperties.class)
@EnableConfigurationProperties(AccessProperties.class)
public class AccessAutoConfiguration {
    @Bean
    FeedKafka feedKafka(KafkaProperties kafka) {
        return new FeedKafka(kafka);
    }

    /** For gateway and token-service. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(ReadsTopics.class)
    static class Reading {
        @Bean
        @ConditionalOnMissingBean(AccessTable.class)
        KafkaAccessTable accessTable(AccessProperties access, FeedKafka kafka, Clock clock) {
            return new KafkaAccessTable(access.topics(), kafka::consumer, System::nanoTime, clock);
        }

        @Bean
        AccessTableHealth accessTableHealthIndicator(AccessTable table) {
            return new AccessTableHealth(table);
        }

        @Bean
        @ConditionalOnBean(KafkaAccessTable.class)
        MeterBinder accessTableMetrics(KafkaAccessTable table) {
            return meters -> {
                table.feeds().forEach(feed -> TimeGauge.builder("mcp.deny.feed.age", feed, TimeUnit.MILLISECONDS,
                        one -> one.age().toMillis()).tag("topic", feed.topic())
                        .description("Since the last heartbeat of the owner of this access topic").register(meters));
                Gauge.builder("countersign.access.entries", table, KafkaAccessTable::size)
                        .description("Access entries in force in memory").register(meters);
            };
        }

        @Bean
        @ConditionalOnBean(Peers.class)
        @ConditionalOnMissingBean
        OwnersWord ownersWord(Peers peers, ObjectProvider<OwnAccess> own) {
            return new OwnersWord(peers, own.getIfAvailable());
        }

        @Bean
        @ConditionalOnBean(OwnersWord.class)
        @ConditionalOnMissingBean
        AccessDecisions accessDecisions(AccessTable table, OwnersWord owners, AccessProperties access) {
            return new AccessDecisions(table, owners, access.maxStaleness());
        }
    }

    /** For services with a log. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MongoDatabaseFactory.class)
    @ConditionalOnBean(MongoDatabaseFactory.class)
    static class Publishing {
        @Bean
        @ConditionalOnMissingBean
        AccessPublisher.Factory accessPublisherFactory(MongoDatabaseFactory mongo, FeedKafka kafka, AccessProperties access, Clock clock) {
            var background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("access-feed").factory());
            return (name, topic, log) -> new FeedPublisher(log, new MongoAccessBookStore(mongo.getMongoDatabase(), name),
                    new KafkaFeedChannel(topic, access.topicRetention(), kafka::admin, kafka::producer, clock), access, clock,
                    System::nanoTime, background);
        }
    }
}
