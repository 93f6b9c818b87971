package io.countersign.consent.leaver;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** How far the watch has come, for all replicas and across restarts; whoever holds the lease writes. */
@Component
class LeaverProgress {
    private static final String SIGNALS = "signals";
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
        return found == null ? Instant.EPOCH : found.getDate("comparedAt").toInstant();
    }

    void compared(String organizationId, Instant at) {
        save(new Document("_id", organizationId).append("comparedAt", Date.from(at)));
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
