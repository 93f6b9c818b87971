package io.countersign.registry.managementkey;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When a key was last asked about, to the minute. It is no fact of the log: a document per key, written at most once a minute by each
 * replica however often the key calls, and never in the way of the call.
 */
@Component
public class KeyUsage {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUsage.class);
    private static final int REMEMBERED = 10_000;
    private static final String AT = "lastUsedAt";

    private final MongoCollection<Document> uses;
    private final Cache<String, Instant> written = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Clock clock;

    KeyUsage(MongoDatabase database, Clock clock) {
        this.uses = database.getCollection("management-key-uses");
        this.clock = clock;
    }

    public void used(String keyId) {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(written.asMap().put(keyId, minute))) {
            write(keyId, minute);
        }
    }

    private void write(String keyId, Instant minute) {
        try {
            uses.updateOne(eq("_id", keyId), Updates.max(AT, Date.from(minute)), new UpdateOptions().upsert(true));
        } catch (MongoException lost) {
            LOG.debug("The use of {} was not noted; the next one will be", keyId, lost);
        }
    }

    /** Per key id; a key that was never used is not in it. */
    public Map<String, Instant> of(Collection<String> keyIds) {
        var found = new HashMap<String, Instant>();
        uses.find(in("_id", keyIds)).forEach(use -> found.put(use.getString("_id"), use.getDate(AT).toInstant()));
        return found;
    }
}
