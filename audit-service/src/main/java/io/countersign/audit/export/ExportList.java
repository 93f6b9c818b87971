package io.countersign.audit.export;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Which exports there is still something to do for, until they have expired. What they have come to is the log's word; here stands only
 * who is at it, how often it was begun and how far it is.
 */
@Component
class ExportList {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private final MongoCollection<Document> exports;

    ExportList(MongoDatabase database) {
        this.exports = database.getCollection("exports");
    }

    /**
     * @param heldUntil until then somebody is at it
     * @param done      events looked at in this attempt
     */
    record Item(String exportId, Instant listedAt, int attempts, Instant heldUntil, long done) {
    }

    /** Listing it again changes nothing. */
    void add(String exportId, Instant now) {
        exports.updateOne(Filters.eq("_id", exportId), Updates.combine(Updates.setOnInsert("listedAt", Date.from(now)),
                Updates.setOnInsert("attempts", 0), Updates.setOnInsert("heldUntil", Date.from(Instant.EPOCH)),
                Updates.setOnInsert("done", 0L)), UPSERT);
    }

    /** Begins an attempt, unless somebody else did meanwhile. */
    boolean hold(Item item, Instant until) {
        var held = exports.updateOne(Filters.and(Filters.eq("_id", item.exportId()), Filters.eq("attempts", item.attempts())),
                Updates.combine(Updates.set("attempts", item.attempts() + 1), Updates.set("heldUntil", Date.from(until)),
                        Updates.set("done", 0L)));
        return held.getModifiedCount() == 1;
    }

    void progress(String exportId, long done, Instant heldUntil) {
        exports.updateOne(Filters.eq("_id", exportId),
                Updates.combine(Updates.set("done", done), Updates.set("heldUntil", Date.from(heldUntil))));
    }

    void remove(String exportId) {
        exports.deleteOne(Filters.eq("_id", exportId));
    }

    Optional<Item> find(String exportId) {
        return Optional.ofNullable(exports.find(Filters.eq("_id", exportId)).first()).map(ExportList::item);
    }

    List<Item> all() {
        return exports.find().map(ExportList::item).into(new ArrayList<>());
    }

    private static Item item(Document document) {
        return new Item(document.getString("_id"), document.getDate("listedAt").toInstant(), document.getInteger("attempts"),
                document.getDate("heldUntil").toInstant(), document.getLong("done"));
    }
}
