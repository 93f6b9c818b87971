package io.countersign.eventstore;

import static com.mongodb.client.model.Filters.eq;

import com.github.f4b6a3.ulid.UlidCreator;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** The id of a log, given once by the first replica that opens it: a log that was thrown away and begun anew is another source. */
final class LogIdentity {
    private static final String COLLECTION = "logs";
    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private LogIdentity() {
    }

    static String of(MongoDatabase database, String name) {
        var logs = MongoCommitStore.safe(database.getCollection(COLLECTION));
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var known = logs.find(eq("_id", name)).first();
            if (known != null) {
                return known.getString("logId");
            }
            begin(logs, name);
        }
        throw new IllegalStateException("The id of log " + name + " can neither be read nor written");
    }

    private static void begin(MongoCollection<Document> logs, String name) {
        try {
            logs.insertOne(new Document("_id", name).append("logId", UlidCreator.getUlid().toString()));
        } catch (MongoWriteException raced) {
            if (ErrorCategory.fromErrorCode(raced.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw raced;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } catch (MongoException unknown) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
