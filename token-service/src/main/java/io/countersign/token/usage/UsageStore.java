package io.countersign.token.usage;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import io.countersign.events.consumer.EventConsumer.NotNow;
import io.countersign.token.connection.Connections;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * When each connection was used, which tool it called and which scopes that took: one row for each that exists, beside the log, which
 * records a use only now and then. A row moves by a conditional write of one revision, so that neither a repetition nor two replicas count a
 * call twice or move a time back.
 */
@Component
public class UsageStore {
    private static final int ATTEMPTS = 10;
    private final MongoCollection<Document> rows;
    private final Connections connections;
    private final Clock clock;

    UsageStore(MongoDatabase database, Connections connections, Clock clock) {
        rows = database.getCollection("connection_usage").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        rows.createIndex(Indexes.ascending("_id", "revision"), new IndexOptions().unique(true));
        this.connections = connections;
        this.clock = clock;
    }

    /** Of those that were ever used, by their ids; one batch whatever their number. */
    public Map<String, Usage> of(Collection<String> connectionIds) {
        var usages = new HashMap<String, Usage>();
        all(connectionIds).forEach((id, used) -> {
            if (used.usage() != null) {
                usages.put(id, used.usage());
            }
        });
        return usages;
    }

    /** Of those that a gateway ever reported, by their ids; one batch whatever their number. */
    public Map<String, ConnectionUse> all(Collection<String> connectionIds) {
        return found(connectionIds).values().stream()
                .collect(Collectors.toMap(UsageRow::connectionId, row -> new ConnectionUse(row.usage(), row.days())));
    }

    public Optional<Usage> of(String connectionId) {
        return Optional.ofNullable(of(List.of(connectionId)).get(connectionId));
    }

    /** Takes facts in, in their order; it is done when all that was written is read back. */
    void add(List<? extends UsageFact> calls) {
        var ids = calls.stream().map(UsageFact::connectionId).collect(Collectors.toSet());
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var before = found(ids);
            var writes = writes(before, folded(before, calls));
            if (writes.isEmpty()) {
                return;
            }
            write(writes);
        }
        throw new NotNow("Others write the same usage all the time");
    }

    private Map<String, UsageRow> folded(Map<String, UsageRow> before, List<? extends UsageFact> calls) {
        var now = clock.instant();
        var after = new HashMap<>(before);
        calls.forEach(call -> after.compute(call.connectionId(), (_, row) -> UsageRow.with(row, call, now)));
        return after;
    }

    private List<WriteModel<Document>> writes(Map<String, UsageRow> before, Map<String, UsageRow> after) {
        var writes = new ArrayList<WriteModel<Document>>();
        after.forEach((id, row) -> {
            var known = before.get(id);
            if (known == null && exists(id)) {
                writes.add(new InsertOneModel<>(UsageDocuments.document(row)));
            } else if (known != null && !row.equals(known)) {
                writes.add(new ReplaceOneModel<>(new Document("_id", id).append("revision", known.revision()),
                        UsageDocuments.document(row.revised())));
            }
        });
        return writes;
    }

    /** A fact that comes late brings nothing of a deleted connection back. */
    private boolean exists(String connectionId) {
        return connections.load(connectionId).state().known().isPresent();
    }

    private void write(List<WriteModel<Document>> writes) {
        try {
            rows.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException failed) {
            if (failed.getWriteErrors().stream().anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)
                    || failed.getWriteErrors().isEmpty()) {
                throw failed;
            }
        }
    }

    /** Nothing is left of a deleted connection's use. */
    void forget(String connectionId) {
        rows.deleteOne(eq("_id", connectionId));
    }

    private Map<String, UsageRow> found(Collection<String> connectionIds) {
        return connectionIds.isEmpty()
                ? Map.of()
                : rows.find(in("_id", connectionIds)).map(UsageDocuments::row).into(new ArrayList<>()).stream()
                        .collect(Collectors.toMap(UsageRow::connectionId, row -> row, (one, _) -> Objects.requireNonNull(one)));
    }
}
