package io.countersign.events.projection;

import io.countersign.events.consumer.Consumers;
import io.countersign.events.consumer.Delivery;
import io.countersign.events.consumer.TopicReader;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.projection.MongoViews.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Rebuilds a view beside the live one: folds its topic from the beginning in memory up to where the live consumer stands, inserts the rows
 * into a new collection, compares both by hash and switches the alias. The live view serves all the time and only rests while it is
 * compared. Where the two differ the live one stays, unless the difference was asked for.
 */
public final class ViewRebuild {
    /** Where other replicas go on writing, the two are compared again, further on, at most so often. */
    private static final int COMPARISONS = 5;

    private final Map<String, Projection<?>> projections;
    private final MongoViews views;
    private final Supplier<Consumers> consumers;
    private final Supplier<TopicReader> topics;
    private final Function<Projection<?>, EventEnvelopes> envelopes;
    private final Duration noticed;

    /** @param noticed after this time every replica knows of a switch */
    ViewRebuild(Collection<Projection<?>> projections, MongoViews views, Supplier<Consumers> consumers, Supplier<TopicReader> topics,
            Function<Projection<?>, EventEnvelopes> envelopes, Duration noticed) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.views = views;
        this.consumers = consumers;
        this.topics = topics;
        this.envelopes = envelopes;
        this.noticed = noticed;
    }

    /** @throws IllegalArgumentException when this service has no such view */
    public Outcome rebuild(String view) {
        return rebuild(view, new Plan(Plan.BATCH, false), _ -> {
        });
    }

    /** @param watcher sees every event that is read */
    Outcome rebuild(String view, Plan plan, Consumer<Delivery> watcher) {
        return rebuild(view, plan, watcher, () -> {
        });
    }

    /** @param switched called once the rebuilt view is the live one, and before what others wrote to the one before is made up for */
    Outcome rebuild(String view, Plan plan, Consumer<Delivery> watcher, Runnable switched) {
        return new Run<>(projection(view), plan, watcher, switched).run();
    }

    Projection<?> projection(String view) {
        var projection = projections.get(view);
        if (projection == null) {
            throw new IllegalArgumentException("This service has no view " + view);
        }
        return projection;
    }

    private final class Run<V> {
        private final Projection<V> projection;
        private final Plan plan;
        private final Consumer<Delivery> each;
        private final RebuildFold<V> fold;
        private final Runnable switched;

        Run(Projection<V> projection, Plan plan, Consumer<Delivery> watcher, Runnable switched) {
            this.projection = projection;
            this.plan = plan;
            this.switched = switched;
            this.fold = new RebuildFold<>(projection, envelopes.apply(projection), plan.batch());
            this.each = watcher.andThen(fold::event);
        }

        Outcome run() {
            var reached = read(Map.of());
            var compared = consumers.get().paused(projection.name(), () -> compare(reached));
            if (compared.outcome().switched()) {
                switched.run();
                catchUp(compared);
                consumers.get().retry(projection.name());
            }
            return compared.outcome();
        }

        private Map<TopicPartition, Long> read(Map<TopicPartition, Long> from) {
            var reached = topics.get().read(projection.source().topic(), projection.name(), from, each);
            fold.flush();
            return reached;
        }

        private Compared<V> compare(Map<TopicPartition, Long> from) {
            var next = views.next(projection);
            try {
                var reached = from;
                for (var n = 1;; n++) {
                    reached = read(reached);
                    write(next);
                    var difference = ViewDifference.between(views.fresh(projection), next.rows());
                    if (difference.none() || !difference.liveAhead() || n == COMPARISONS) {
                        return new Compared<>(next, reached, decide(next, difference));
                    }
                }
            } catch (RuntimeException failed) {
                views.drop(projection, next);
                throw failed;
            }
        }

        /** Everything the first time, afterwards what moved. */
        private void write(Generation<V> next) {
            if (next.rows().count() == 0) {
                var page = new ArrayList<Rows.Stored<V>>();
                for (var row : fold.rows()) {
                    page.add(row);
                    if (page.size() == plan.batch()) {
                        next.rows().insertAll(page);
                        page.clear();
                    }
                }
                next.rows().insertAll(page);
                fold.takeMoved();
            } else {
                advance(next.rows());
            }
        }

        private Outcome decide(Generation<V> next, ViewDifference difference) {
            var switching = difference.none() || plan.acceptDifference();
            if (switching) {
                views.switchTo(projection, next);
            } else {
                views.drop(projection, next);
            }
            return new Outcome(fold.rows().size(), fold.waiting(), difference.none(), switching, difference.rows(), difference.first(),
                    difference.hashLive(), difference.hashRebuilt());
        }

        /**
         * What another replica wrote to the old generation before it knew of the switch stands in the topic before its present end: it is
         * folded into the new one, beside the consumers, which write the same.
         */
        private void catchUp(Compared<V> compared) {
            LockSupport.parkNanos(noticed.toNanos());
            views.dropOthers(projection);
            topics.get().readToEnd(projection.source().topic(), projection.name(), compared.reached(), each);
            fold.flush();
            advance(compared.next().rows());
        }

        /** A row that a consumer has brought further already stays as it is. */
        private void advance(Rows<V> rows) {
            for (var row : fold.takeMoved()) {
                for (var known = sequence(rows, row); known < row.sequence()
                        && !rows.advance(row.aggregateId(), known, row.sequence(), row.value());) {
                    known = sequence(rows, row);
                }
            }
        }

        private static <V> long sequence(Rows<V> rows, Rows.Stored<V> row) {
            return rows.find(row.aggregateId()).map(Rows.Stored::sequence).orElse(-1L);
        }
    }

    private record Compared<V>(Generation<V> next, Map<TopicPartition, Long> reached, Outcome outcome) {
    }

    /**
     * How to rebuild.
     *
     * @param batch            events folded and rows inserted at once
     * @param acceptDifference switch even where the rebuilt view differs: after the projection itself was changed
     */
    record Plan(int batch, boolean acceptDifference) {
        static final int BATCH = 500;

        Plan {
            if (batch < 1) {
                throw new IllegalArgumentException("A batch holds at least one event");
            }
        }
    }

    /**
     * @param rows        rows in the rebuilt view, tombstones included
     * @param waiting     aggregates that wait behind an event that cannot be folded
     * @param identical   whether the live view was what its events say
     * @param switched    whether the rebuilt view is the live one now
     * @param different   rows that differ
     * @param first       the first of their ids
     */
    public record Outcome(int rows, int waiting, boolean identical, boolean switched, long different, List<String> first, String hashLive,
            String hashRebuilt) {
    }
}
