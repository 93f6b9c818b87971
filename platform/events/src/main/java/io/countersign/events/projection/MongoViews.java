package io.countersign.events.projection;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The views of this service and which collection of each is live: one alias document per view names its generation, and switching is one
 * conditional update of it. Another replica's switch is noticed within a second, and before anything could be lost by not knowing of it.
 */
final class MongoViews implements Views {
    /** After twice this time every replica reads and writes the generation that is live. */
    static final Duration NOTICED = Duration.ofSeconds(1);

    private final MongoDatabase database;
    private final MongoCollection<Document> aliases;
    private final Map<Class<?>, Projection<?>> byRow;
    private final Map<String, Generation<?>> live = new ConcurrentHashMap<>();

    MongoViews(MongoDatabase database, Collection<Projection<?>> projections) {
        this.database = database;
        this.aliases = database.getCollection("views").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.byRow = projections.stream().collect(Collectors.toMap(Projection::rowType, Function.identity()));
        projections.forEach(projection -> projection.indexes().forEach(index -> index.requireKnown(projection.rowType())));
        projections.forEach(this::fresh);
    }

    @Override
    @SuppressWarnings("unchecked") // rows are made for the projection whose row type was asked for
    public <V> View<V> of(Class<V> rowType) {
        var projection = byRow.get(rowType);
        if (projection == null) {
            throw new IllegalArgumentException("No projection of this service keeps rows of type " + rowType.getName());
        }
        return new MongoView<>(rowType, () -> (Rows<V>) live(projection));
    }

    /** The rows that are live, as this replica knew within the last second. */
    <V> Rows<V> live(Projection<V> projection) {
        var known = known(projection);
        return known == null || System.nanoTime() - known.seen() > NOTICED.toNanos() ? fresh(projection) : known.rows();
    }

    /** The rows that are live now. */
    <V> Rows<V> fresh(Projection<V> projection) {
        var now = System.nanoTime();
        var number = number(projection.name());
        var known = known(projection);
        var rows = known != null && known.number() == number ? known.rows() : rows(projection, number);
        live.put(projection.name(), new Generation<>(number, number, rows, now));
        return rows;
    }

    @SuppressWarnings("unchecked") // kept under the name of the projection it was created for
    private <V> @Nullable Generation<V> known(Projection<V> projection) {
        return (@Nullable Generation<V>) live.get(projection.name());
    }

    /** A new and empty generation, which nobody reads until it is switched to. */
    <V> Generation<V> next(Projection<V> projection) {
        var current = number(projection.name());
        var next = 1 + generations(projection.name()).mapToLong(Long::longValue).reduce(current, Math::max);
        return new Generation<>(next, current, rows(projection, next), System.nanoTime());
    }

    /**
     * Makes this generation the live one; the one before stays until {@link #dropOthers}.
     *
     * @throws IllegalStateException when another rebuild was faster
     */
    <V> void switchTo(Projection<V> projection, Generation<V> next) {
        var switched = aliases.updateOne(new Document("_id", projection.name()).append("generation", next.after()),
                new Document("$set", new Document("generation", next.number())));
        if (switched.getMatchedCount() != 1) {
            throw new IllegalStateException("View " + projection.name() + " was switched by somebody else meanwhile");
        }
        fresh(projection);
    }

    void drop(Projection<?> projection, Generation<?> generation) {
        collection(projection.name(), generation.number()).drop();
    }

    /** Drops every generation but the live one: the one before, and what interrupted rebuilds left. */
    void dropOthers(Projection<?> projection) {
        var current = number(projection.name());
        generations(projection.name()).filter(number -> number != current).toList()
                .forEach(number -> collection(projection.name(), number).drop());
    }

    private Stream<Long> generations(String view) {
        var prefix = prefix(view);
        return database.listCollectionNames().into(new ArrayList<>()).stream()
                .filter(name -> name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d+"))
                .map(name -> Long.parseLong(name.substring(prefix.length())));
    }

    /** The number of the generation that is live. */
    long number(String view) {
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

    private <V> Rows<V> rows(Projection<V> projection, long generation) {
        return new Rows<>(collection(projection.name(), generation), new RowMapper<>(projection.rowType()), projection.indexes());
    }

    private MongoCollection<Document> collection(String view, long generation) {
        return database.getCollection(prefix(view) + generation);
    }

    private static String prefix(String view) {
        return "view_" + view + "_";
    }

    /**
     * @param after the generation that was live when this one was begun
     * @param seen  when the alias was read
     */
    record Generation<V>(long number, long after, Rows<V> rows, long seen) {
    }
}
