package io.countersign.starter.projection;

import io.countersign.starter.consumer.Consumers;
import io.countersign.starter.consumer.TopicReader;
import io.countersign.starter.event.EventEnvelopes;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.projection.Rows.Stored;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Rebuilds a view beside the live one: folds its topic from the beginning in memory up to where the live consumer stands, inserts the rows
 * into a new collection, compares both by hash and switches the alias. The live view serves all the time and only rests while it is compared.
 */
public final class ViewRebuild {
    private final Map<String, Projection<?>> projections;
    private final MongoViews views;
    private final Supplier<Consumers> consumers;
    private final Supplier<TopicReader> topics;
    private final Function<Projection<?>, EventEnvelopes> envelopes;

    ViewRebuild(Collection<Projection<?>> projections, MongoViews views, Supplier<Consumers> consumers, Supplier<TopicReader> topics,
            Function<Projection<?>, EventEnvelopes> envelopes) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.views = views;
        this.consumers = consumers;
        this.topics = topics;
        this.envelopes = envelopes;
    }

    /** @throws IllegalArgumentException when this service has no such view */
    public Outcome rebuild(String view) {
        var projection = projections.get(view);
        if (projection == null) {
            throw new IllegalArgumentException("This service has no view " + view);
        }
        return rebuild(projection);
    }

    private <V> Outcome rebuild(Projection<V> projection) {
        var fold = new Fold<>(projection, envelopes.apply(projection));
        var reached = topics.get().read(projection.source().topic(), projection.name(), Map.of(), fold::event);
        return consumers.get().paused(projection.name(), () -> {
            topics.get().read(projection.source().topic(), projection.name(), reached, fold::event);
            var next = views.next(projection);
            next.insertAll(fold.rows.values());
            var before = hash(views.live(projection));
            var after = hash(next);
            views.switchTo(projection, next);
            return new Outcome(fold.rows.size(), before.equals(after), before, after);
        });
    }

    private static String hash(Rows<?> rows) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Document row : rows.all()) {
                digest.update(row.toJson().getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param rows      rows in the rebuilt view, tombstones included
     * @param identical whether the live view was what its events say
     */
    public record Outcome(int rows, boolean identical, String hashBefore, String hashAfter) {
    }

    /** Rows in memory while the topic is read. */
    private static final class Fold<V> {
        private final Projection<V> projection;
        private final EventEnvelopes envelopes;
        private final Map<String, Stored<V>> rows = new TreeMap<>();

        Fold(Projection<V> projection, EventEnvelopes envelopes) {
            this.projection = projection;
            this.envelopes = envelopes;
        }

        void event(long position, byte[] bytes) {
            Recorded<?> event = envelopes.read(position, bytes);
            if (projection.accepts(event)) {
                rows.compute(event.aggregateId(), (id, known) -> {
                    var folded = RowFold.fold(projection, known == null ? new Stored<>(id, -1, null) : known, List.of(event));
                    folded.raise();
                    return new Stored<>(id, folded.sequence(), folded.value());
                });
            }
        }
    }
}
