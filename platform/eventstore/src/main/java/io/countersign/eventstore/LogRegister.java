package io.countersign.eventstore;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;

import com.github.f4b6a3.ulid.UlidCreator;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/**
 * The one document about a log, in collection {@code logs}: its id, given once by the first replica that opens it (a log that was thrown
 * away and begun anew is another source), and where it begins. The start only ever rises, so does its position.
 */
final class LogRegister {
    private static final String COLLECTION = "logs";
    private static final String ID = "logId";
    private static final String NUMBER = "start";
    private static final String POSITION = "startPosition";
    private static final String CLEARED = "cleared";
    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final MongoCollection<Document> logs;
    private final String name;
    private final String id;

    private LogRegister(MongoCollection<Document> logs, String name, String id) {
        this.logs = logs;
        this.name = name;
        this.id = id;
    }

    static LogRegister open(MongoDatabase database, String name, Duration attempt) {
        var logs = MongoCommitStore.safe(database.getCollection(COLLECTION));
        for (var n = 0; n < ATTEMPTS; n++) {
            var known = logs.find(eq("_id", name)).first();
            if (known != null) {
                return new LogRegister(logs.withTimeout(attempt.toMillis(), TimeUnit.MILLISECONDS), name, known.getString(ID));
            }
            begin(logs, name);
        }
        throw new IllegalStateException("The id of log " + name + " can neither be read nor written");
    }

    private static void begin(MongoCollection<Document> logs, String name) {
        try {
            logs.insertOne(new Document("_id", name).append(ID, UlidCreator.getUlid().toString()).append(NUMBER, 0L).append(POSITION, 0L)
                    .append(CLEARED, 0L));
        } catch (MongoWriteException raced) {
            if (ErrorCategory.fromErrorCode(raced.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw raced;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } catch (MongoException unknown) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    String id() {
        return id;
    }

    LogStart start() {
        var known = read();
        return new LogStart(number(known, NUMBER), number(known, POSITION));
    }

    /** Repeating it, or an earlier start, changes nothing. */
    LogStart startAt(LogStart start) {
        logs.updateOne(eq("_id", name), combine(max(NUMBER, start.number()), max(POSITION, start.position())));
        return start();
    }

    /** Everything before this number is deleted. */
    long cleared() {
        return number(read(), CLEARED);
    }

    void cleared(long number) {
        logs.updateOne(eq("_id", name), max(CLEARED, number));
    }

    private Document read() {
        return Objects.requireNonNull(logs.find(eq("_id", name)).first(), "The document of log " + name + " is gone");
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
