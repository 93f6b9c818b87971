package io.countersign.events.lease;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What one replica does at a time: one document per task, which may say more than who has the lease. Each change of hands raises the term,
 * and whatever the holder writes is conditional on it: whoever lost the lease writes nothing more (fencing). Clocks only decide how soon a
 * silent holder is replaced.
 */
public final class Leases {
    private static final String ID = "_id";
    private static final String TERM = "term";
    private static final String OWNER = "owner";
    private static final String EXPIRES = "expires";

    private final MongoCollection<Document> leases;
    private final Document beginning;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();

    /** Of one process, in collection {@code leases}: another one each time it starts. */
    public Leases(MongoDatabase database, Clock clock) {
        this(database, "leases", new Document(), clock);
    }

    /** @param beginning what a document says beside its lease before anybody has held it */
    public Leases(MongoDatabase database, String collection, Document beginning, Clock clock) {
        this.leases = database.getCollection(collection).withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.beginning = beginning;
        this.clock = clock;
        leases.createIndex(Indexes.ascending(ID, TERM), new IndexOptions().unique(true));
    }

    /** @return empty while another process holds it */
    public Optional<Lease> acquire(String task, Duration life) {
        return acquire(task, owner, life);
    }

    /**
     * @param owner who asks for it
     * @return empty while another owner holds it
     */
    public Optional<Lease> acquire(String task, String owner, Duration life) {
        var known = read(task);
        if (clock.instant().isBefore(known.expires()) && !known.owner().equals(owner)) {
            return Optional.empty();
        }
        var lease = new Lease(this, task, known.term() + 1, life, known.document());
        return update(task, known.term(), combine(set(TERM, lease.term), set(OWNER, owner), expiry(life)))
                ? Optional.of(lease)
                : Optional.empty();
    }

    /** What is known of a task; its document is begun when there is none. */
    public Known read(String task) {
        for (;;) {
            var document = leases.find(new Document(ID, task)).first();
            if (document != null) {
                return new Known(document.getLong(TERM), document.getString(OWNER), document.getDate(EXPIRES).toInstant(), document);
            }
            begin(task);
        }
    }

    private void begin(String task) {
        try {
            var document = new Document(ID, task).append(TERM, 0L).append(OWNER, "").append(EXPIRES, Date.from(Instant.EPOCH));
            document.putAll(beginning);
            leases.insertOne(document);
        } catch (MongoWriteException raced) {
            if (raced.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw raced;
            }
        }
    }

    private Bson expiry(Duration life) {
        return set(EXPIRES, Date.from(clock.instant().plus(life)));
    }

    /** @return false when the task has changed hands since that term */
    public boolean update(String task, long term, Bson change) {
        return leases.updateOne(new Document(ID, task).append(TERM, term), change).getMatchedCount() == 1;
    }

    /**
     * What makes an update take the lease from whoever has it and leave it to whoever asks next. It has a term of its own, so that a renewal
     * under way holds nobody up.
     */
    public static Bson left(long term) {
        return combine(set(TERM, term + 1), set(OWNER, ""), set(EXPIRES, Date.from(Instant.EPOCH)));
    }

    /**
     * @param owner    empty for nobody
     * @param document all that is stored
     */
    public record Known(long term, String owner, Instant expires, Document document) {
    }

    /** The right to do a task until another process takes it. */
    public static final class Lease {
        private final Leases leases;
        private final String task;
        private final long term;
        private final Duration life;
        private final Document before;

        private Lease(Leases leases, String task, long term, Duration life, Document before) {
            this.leases = leases;
            this.task = task;
            this.term = term;
            this.life = life;
            this.before = before;
        }

        /** What the document said when the lease was acquired. */
        public Document before() {
            return before;
        }

        /** @throws LeaseLost when another process has taken it */
        public void renew() {
            update(leases.expiry(life));
        }

        /** @throws LeaseLost when another process has taken it */
        public void update(Bson change) {
            require(leases.update(task, term, change));
        }

        /**
         * What the document says now.
         *
         * @throws LeaseLost when another process has taken it
         */
        public Document read() {
            var stored = leases.read(task);
            require(stored.term() == term);
            return stored.document();
        }

        private void require(boolean held) {
            if (!held) {
                throw new LeaseLost(task);
            }
        }

        /** Leaves it to whoever asks next. */
        public void release() {
            leases.update(task, term, left(term));
        }

        Duration life() {
            return life;
        }

        String task() {
            return task;
        }
    }

    /** Another process does the task now. */
    public static final class LeaseLost extends RuntimeException {
        public LeaseLost(String task) {
            super("Another replica has taken over " + task);
        }
    }
}
