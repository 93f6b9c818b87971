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
 * What one replica does at a time: one document per task in collection {@code leases}. Each change of hands raises the term, and whatever
 * the holder writes about the lease is conditional on it. Clocks only decide how soon a silent holder is replaced.
 */
public final class Leases {
    private static final String ID = "_id";
    private static final String TERM = "term";
    private static final String OWNER = "owner";
    private static final String EXPIRES = "expires";

    private final MongoCollection<Document> leases;
    private final Clock clock;
    private final String owner;

    /** Of one process: another one each time it starts. */
    public Leases(MongoDatabase database, Clock clock) {
        this.leases = database.getCollection("leases").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.clock = clock;
        this.owner = UUID.randomUUID().toString();
        leases.createIndex(Indexes.ascending(ID, TERM), new IndexOptions().unique(true));
    }

    /** @return empty while another process holds it */
    public Optional<Lease> acquire(String task, Duration life) {
        var known = read(task);
        if (clock.instant().isBefore(known.expires()) && !known.owner().equals(owner)) {
            return Optional.empty();
        }
        var term = known.term() + 1;
        return update(task, known.term(), combine(set(TERM, term), set(OWNER, owner), expiry(life)))
                ? Optional.of(new Lease(this, task, term, life))
                : Optional.empty();
    }

    private Known read(String task) {
        for (;;) {
            var document = leases.find(new Document(ID, task)).first();
            if (document != null) {
                return new Known(document.getLong(TERM), document.getString(OWNER), document.getDate(EXPIRES).toInstant());
            }
            begin(task);
        }
    }

    private void begin(String task) {
        try {
            leases.insertOne(new Document(ID, task).append(TERM, 0L).append(OWNER, "").append(EXPIRES, Date.from(Instant.EPOCH)));
        } catch (MongoWriteException raced) {
            if (raced.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw raced;
            }
        }
    }

    private Bson expiry(Duration life) {
        return set(EXPIRES, Date.from(clock.instant().plus(life)));
    }

    private boolean update(String task, long term, Bson change) {
        return leases.updateOne(new Document(ID, task).append(TERM, term), change).getMatchedCount() == 1;
    }

    private record Known(long term, String owner, Instant expires) {
    }

    /** The right to do a task until another process takes it. */
    public static final class Lease {
        private final Leases leases;
        private final String task;
        private final long term;
        private final Duration life;

        private Lease(Leases leases, String task, long term, Duration life) {
            this.leases = leases;
            this.task = task;
            this.term = term;
            this.life = life;
        }

        /** @throws LeaseLost when another process has taken it */
        public void renew() {
            if (!leases.update(task, term, leases.expiry(life))) {
                throw new LeaseLost(task);
            }
        }

        /** Leaves it to whoever asks next, with a term of its own, so that a renewal under way holds nobody up. */
        public void release() {
            leases.update(task, term, combine(set(TERM, term + 1), set(OWNER, ""), set(EXPIRES, Date.from(Instant.EPOCH))));
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
        LeaseLost(String task) {
            super("Another replica has taken over " + task);
        }
    }
}
