package io.countersign.consent.leaver;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.github.f4b6a3.ulid.UlidCreator;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** How far the watch has come, for all replicas and across restarts; whoever holds the lease writes. */
@Component
class LeaverProgress {
    private static final String SIGNALS = "signals";
    private static final String DEMAND = "demand";
    private final MongoCollection<Document> marks;

    LeaverProgress(MongoTemplate mongo) {
        marks = mongo.getCollection("leaver_marks").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    Optional<Cursor> cursor() {
        return Optional.ofNullable(marks.find(Filters.eq("_id", SIGNALS)).first())
                .map(found -> new Cursor(found.getLong("millis"), found.getList("handled", String.class)));
    }

    void save(Cursor cursor) {
        save(new Document("_id", SIGNALS).append("millis", cursor.millis()).append("handled", cursor.handled()));
    }

    Instant comparedAt(String organizationId) {
        var found = marks.find(Filters.eq("_id", organizationId)).first();
        var at = found == null ? null : found.getDate("comparedAt");
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    /** Why a comparison is due before its time; null where none is. */
    @Nullable
    String demand(String organizationId) {
        var found = marks.find(Filters.eq("_id", organizationId)).first();
        return found == null ? null : found.getString(DEMAND);
    }

    /** The next comparison is due at once, also when one is under way. */
    void demandComparison(String organizationId) {
        marks.updateOne(Filters.eq("_id", organizationId), Updates.set(DEMAND, UlidCreator.getUlid().toString()),
                new UpdateOptions().upsert(true));
    }

    /** @param demand that was known when the comparison began; a later one stands */
    void compared(String organizationId, Instant at, @Nullable String demand) {
        marks.updateOne(Filters.eq("_id", organizationId), Updates.set("comparedAt", Date.from(at)), new UpdateOptions().upsert(true));
        if (demand != null) {
            marks.updateOne(Filters.and(Filters.eq("_id", organizationId), Filters.eq(DEMAND, demand)), Updates.unset(DEMAND));
        }
    }

    private void save(Document mark) {
        marks.replaceOne(Filters.eq("_id", mark.getString("_id")), mark, new ReplaceOptions().upsert(true));
    }

    /**
     * A place among the provider's signals.
     *
     * @param millis  time of the latest one that was read, by the provider's clock
     * @param handled ids of those from shortly before that time on, which are read again: what is older may come to light later
     */
    record Cursor(long millis, List<String> handled) {
    }
}
