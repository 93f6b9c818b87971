package io.countersign.token.client;

import com.mongodb.MongoWriteException;
import com.mongodb.ErrorCategory;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which assertions were used (RFC 7523 section 3, {@code jti}): one insert under a unique key, shared by all replicas. */
@Component
class UsedAssertions {
    private final MongoCollection<Document> used;
    private final Clock clock;

    UsedAssertions(MongoTemplate mongo, Clock clock) {
        used = mongo.getCollection("used_assertions");
        this.clock = clock;
    }

    boolean first(String clientId, String jti, Instant expires) {
        try {
            used.insertOne(new Document("_id", clientId + " " + jti).append("expires", Date.from(expires)));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** Forgets what could not be used any more anyway. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        used.deleteMany(Filters.lt("expires", Date.from(clock.instant().minusSeconds(60))));
    }
}
