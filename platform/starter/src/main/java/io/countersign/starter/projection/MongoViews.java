package io.countersign.starter.projection;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * The views of this service and which collection of each is live: one alias document per view names its generation, and switching is one
 * conditional update of it.
 */
final class MongoViews implements Views {
    private final MongoDatabase database;
    private final MongoCollection<Document> aliases;
    private final Map<Class<?>, Projection<?>> byRow;
    private final Map<String, Rows<?>> live = new ConcurrentHashMap<>();

    MongoViews(MongoDatabase database, Collection<Projection<?>> projections) {
        this.database = database;
        this.aliases = database.getCollection("views").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.byRow = projections.stream().collect(Collectors.toMap(Projection::rowType, Function.identity()));
        projections.forEach(projection -> live.put(projection.name(), generation(projection, generation(projection.name()))));
    }

    @Override
    @SuppressWarnings("unchecked") // rows are made for the projection whose row type was asked for
    public <V> View<V> of(Class<V> rowType) {
        var projection = byRow.get(rowType);
        if (projection == null) {
            throw new IllegalArgumentException("No projection of this service keeps rows of type " + rowType.getName());
        }
        return new MongoView<>(() -> (Rows<V>) live(projection));
    }

    @SuppressWarnings("unchecked") // see above
    <V> Rows<V> live(Projection<V> projection) {
        return (Rows<V>) java.util.Objects.requireNonNull(live.get(projection.name()));
    }

    /** An empty collection for the view's next generation; what an interrupted rebuild left there is dropped. */
    <V> Rows<V> next(Projection<V> projection) {
        var next = generation(projection.name()) + 1;
        collection(projection.name(), next).drop();
        return generation(projection, next);
    }

    /** Makes the next generation the live one and drops the old. */
    <V> void switchTo(Projection<V> projection, Rows<V> next) {
        var current = generation(projection.name());
        var switched = aliases.updateOne(new Document("_id", projection.name()).append("generation", current),
                new Document("$set", new Document("generation", current + 1)));
        if (switched.getMatchedCount() != 1) {
            throw new IllegalStateException("View " + projection.name() + " was switched by somebody else meanwhile");
        }
        live.put(projection.name(), next);
        collection(projection.name(), current).drop();
    }

    private long generation(String view) {
        var alias = aliases.find(eq("_id", view)).first();
        if (alias != null) {
            return alias.getLong("generation");
        }
        try {
            aliases.insertOne(new Document("_id", view).append("generation", 0L));
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
        }
        return 0;
    }

    private <V> Rows<V> generation(Projection<V> projection, long generation) {
        return new Rows<>(collection(projection.name(), generation), new RowMapper<>(projection.rowType()));
    }

    private MongoCollection<Document> collection(String view, long generation) {
        return database.getCollection("view_" + view + "_" + generation);
    }
}
