package io.countersign.events.projection;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.consumer.Consumers;
import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.consumer.EventConsumers;
import io.countersign.events.consumer.TopicReader;
import io.countersign.events.log.EventEnvelopes;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Views of services that keep any. */
@AutoConfiguration(afterName = "io.countersign.events.log.DatabaseAutoConfiguration", beforeName = "io.countersign.events.consumer.ConsumerAutoConfiguration")
@ConditionalOnClass(MongoDatabase.class)
@ConditionalOnBean(MongoDatabase.class)
class ProjectionAutoConfiguration {
    @Bean
    MongoViews views(MongoDatabase database, ObjectProvider<Projection<?>> projections) {
        return new MongoViews(database, projections.stream().toList());
    }

    @Bean
    EventConsumers projectionConsumers(MongoViews views, ObjectProvider<Projection<?>> projections) {
        return () -> projections.stream().map(projection -> consumer(projection, views)).toList();
    }

    private static <V> EventConsumer consumer(Projection<V> projection, MongoViews views) {
        return new ProjectionConsumer<>(projection, views);
    }

    @Bean
    ViewRebuild viewRebuild(ObjectProvider<Projection<?>> projections, MongoViews views, ObjectProvider<Consumers> consumers,
            ObjectProvider<TopicReader> topics, Clock clock) {
        List<Projection<?>> all = projections.stream().toList();
        return new ViewRebuild(all, views, consumers::getObject, topics::getObject,
                projection -> new EventEnvelopes(projection.source(), clock), MongoViews.NOTICED.multipliedBy(2));
    }

    @Bean
    Rebuilds rebuilds(ViewRebuild rebuild, Clock clock) {
        return new Rebuilds(rebuild, clock);
    }

    @Bean
    ViewsEndpoint viewsEndpoint(ObjectProvider<Projection<?>> projections, MongoViews views, Rebuilds rebuilds,
            ObjectProvider<Consumers> consumers) {
        List<Projection<?>> all = projections.stream().toList();
        return new ViewsEndpoint(all, views, rebuilds, consumers::getObject);
    }
}
