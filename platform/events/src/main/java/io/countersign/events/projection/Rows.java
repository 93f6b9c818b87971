package io.countersign.events.projection;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one view in one collection: {@code {_id: aggregate id, sequence, row}}; {@code row} is null where the aggregate was
 * deleted. A row moves from sequence n-1 to n in one conditional write, so two writers cannot both have an effect.
 */
final class Rows<V> {
    private static final int BATCH = 1_000;
    private final MongoCollection<Document> collection;
    private final RowMapper<V> mapper;

    Rows(MongoCollection<Document> collection, RowMapper<V> mapper, List<Index> indexes) {
        this.collection = collection.withWriteConcern(WriteConcern.MAJORITY.withJournal(true)).withReadConcern(ReadConcern.MAJORITY);
        this.mapper = mapper;
        collection.createIndex(Indexes.ascending("_id", "sequence"), new IndexOptions().unique(true));
        indexes.forEach(index -> collection.createIndex(index.keys()));
    }

    Optional<Stored<V>> find(String aggregateId) {
        return findAll(List.of(aggregateId)).stream().findFirst();
    }

    List<Stored<V>> findAll(Collection<String> aggregateIds) {
        return collection.find(in("_id", aggregateIds)).map(this::stored).into(new ArrayList<>());
    }

    List<Stored<V>> list(Bson filter, int limit) {
        return collection.find(filter).sort(Indexes.descending("_id")).limit(limit).map(this::stored).into(new ArrayList<>());
    }

    /** @param before only groups whose oldest row is older than this one; null for all */
    List<Grouped> groups(Bson filter, String field, @Nullable String before, int limit) {
        var stages = new ArrayList<Bson>(List.of(Aggregates.match(filter),
                Aggregates.group(new Document("$ifNull", List.of("$" + field, "$_id")), Accumulators.sum("rows", 1L),
                        Accumulators.max("newest", "$_id"), Accumulators.min("oldest", "$_id"))));
        if (before != null) {
            stages.add(Aggregates.match(lt("oldest", before)));
        }
        stages.addAll(List.of(Aggregates.sort(Indexes.descending("oldest")), Aggregates.limit(limit)));
        return collection.aggregate(stages).map(Grouped::of).into(new ArrayList<>());
    }

    /** @return false when another writer was faster; nothing is written then */
    boolean advance(String aggregateId, long from, long to, @Nullable V row) {
        var document = document(aggregateId, to, row);
        if (from >= 0) {
            return collection.replaceOne(new Document("_id", aggregateId).append("sequence", from), document).getMatchedCount() == 1;
        }
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw failed;
        }
    }

    void insertAll(Collection<Stored<V>> rows) {
        if (!rows.isEmpty()) {
            collection.insertMany(rows.stream().map(row -> document(row.aggregateId(), row.sequence(), row.value())).toList());
        }
    }

    long count() {
        return collection.countDocuments();
    }

    /** Every row in the order of its id, tombstones included. */
    Iterable<Document> all() {
        return collection.find().sort(Indexes.ascending("_id"));
    }

    /** Every row in whatever order, tombstones included; those that are written meanwhile may be missing. */
    void forEach(Consumer<Stored<V>> each) {
        collection.find().batchSize(BATCH).map(this::stored).forEach(each);
    }

    private Document document(String aggregateId, long sequence, @Nullable V row) {
        return new Document("_id", aggregateId).append("sequence", sequence).append("row", row == null ? null : mapper.write(row));
    }

    private Stored<V> stored(Document document) {
        var row = document.get("row", Document.class);
        return new Stored<>(document.getString("_id"), document.getLong("sequence"), row == null ? null : mapper.read(row));
    }

    /** Ids of the newest and the oldest row of a group. */
    record Grouped(String value, long rows, String newest, String oldest) {
        static Grouped of(Document group) {
            return new Grouped(group.getString("_id"), group.get("rows", Number.class).longValue(), group.getString("newest"),
                    group.getString("oldest"));
        }
    }

    /** A row as stored; {@code value} is null for a tombstone. */
    record Stored<V>(String aggregateId, long sequence, @Nullable V value) {
    }
}
