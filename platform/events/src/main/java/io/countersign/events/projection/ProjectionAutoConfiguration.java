package io.countersign.events.projection;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.consumer.Consumers;
import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.consumer.EventConsumers;
import io.countersign.events.consumer.TopicReader;
import io.countersign.events.log.EventEnvelopes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
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
    LocalViews localViews(ObjectProvider<Projection<?>> projections, MongoViews views, ObjectProvider<TopicReader> topics, Clock clock) {
        List<Projection<?>> all = projections.stream().toList();
        return new LocalViews(all, views, topics::getObject, clock);
    }

    /** Ready is 1 or 0: a service may be well while a list is still being read in. */
    @Bean
    MeterBinder copyMetrics(LocalViews localViews) {
        return meters -> localViews.all().forEach(copy -> {
            Gauge.builder("countersign.local.view.lag.events", copy::lag).tag("view", copy.name())
                    .description("Events that this replica's copy of a view does not show yet").register(meters);
            Gauge.builder("countersign.local.view.ready", () -> copy.ready() ? 1 : 0).tag("view", copy.name())
                    .description("Whether this replica has read the whole view").register(meters);
        });
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
