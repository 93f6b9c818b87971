package io.countersign.consent.page;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import io.countersign.consent.decision.ConsentParties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Requests whose page was shown and that may be abandoned: one record per request that token-service vouched for, so only signed-in
 * members make any. It decides nothing; losing it loses at most the record that nobody answered.
 */
@Component
class ShownPages {
    private static final int BATCH = 500;
    private final MongoCollection<Document> pages;

    ShownPages(MongoTemplate mongo) {
        pages = mongo.getCollection("shown_pages");
        pages.createIndex(Indexes.ascending("expires"));
    }

    void shown(String requestId, ConsentParties parties, Instant expires) {
        try {
            pages.insertOne(new Document("_id", requestId).append("organization", parties.organizationId())
                    .append("user", parties.userId()).append("client", parties.clientId()).append("server", parties.serverId())
                    .append("expires", Date.from(expires)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Some of those that ended before that instant. */
    List<Page> endedBefore(Instant instant) {
        return pages.find(Filters.lt("expires", Date.from(instant))).limit(BATCH).map(ShownPages::page).into(new ArrayList<>());
    }

    void forget(String requestId) {
        pages.deleteOne(Filters.eq("_id", requestId));
    }

    private static Page page(Document stored) {
        return new Page(stored.getString("_id"), new ConsentParties(stored.getString("organization"), stored.getString("user"),
                stored.getString("client"), stored.getString("server")));
    }

    record Page(String requestId, ConsentParties parties) {
    }
}
