package io.countersign.events.feed;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOptions;
import io.countersign.access.AccessEntry;
import java.util.ArrayList;
import java.util.Date;
import org.bson.Document;

/**
 * Collection {@code access_<log>}: one document per key and version, only ever inserted, so a writer that was replaced and does not know
 * it cannot put an older state over a newer one.
 */
final class MongoEntriesInForceStore implements EntriesInForceStore {
    private static final String REACH = "reach";
    private static final int DUPLICATE = 11_000;

    private final MongoCollection<Document> lines;

    MongoEntriesInForceStore(MongoDatabase database, String log) {
        this.lines = database.getCollection("access_" + log)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true)).withReadConcern(ReadConcern.MAJORITY);
    }

    @Override
    public EntriesInForce.Saved load() {
        var reach = lines.find(Filters.eq("_id", REACH)).first();
        if (reach == null) {
            return EntriesInForce.Saved.NOTHING;
        }
        var saved = new ArrayList<EntriesInForce.Line>();
        for (var line : lines.find()) {
            if (!REACH.equals(line.getString("_id"))) {
                saved.add(new EntriesInForce.Line(
                        new AccessEntry(line.getString("key"), line.getLong("epoch"), line.getBoolean("suspended"),
                                line.getBoolean("ended"), line.getLong("version")),
                        line.getLong("position"), line.getDate("since").toInstant()));
            }
        }
        return new EntriesInForce.Saved(saved, reach.getLong("number"), reach.getLong("position"));
    }

    @Override
    public void save(EntriesInForce.Changes changes) {
        if (!changes.written().isEmpty()) {
            try {
                lines.insertMany(changes.written().stream().map(MongoEntriesInForceStore::document).toList(),
                        new InsertManyOptions().ordered(false));
            } catch (MongoBulkWriteException partly) {
                if (!partly.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE)) {
                    throw partly;
                }
            }
        }
        lines.replaceOne(Filters.eq("_id", REACH),
                new Document("_id", REACH).append("number", changes.number()).append("position", changes.position()),
                new ReplaceOptions().upsert(true));
        changes.obsolete().forEach(line -> lines.deleteOne(Filters.eq("_id", line.id())));
    }

    private static Document document(EntriesInForce.Line line) {
        var entry = line.entry();
        return new Document("_id", line.id()).append("key", entry.key()).append("epoch", entry.epoch())
                .append("suspended", entry.suspended()).append("ended", entry.ended()).append("version", entry.version())
                .append("position", line.position()).append("since", Date.from(line.since()));
    }
}
