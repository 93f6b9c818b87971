package io.countersign.events.relay;

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
import io.countersign.eventstore.Head;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Who relays a log and how far Kafka has acknowledged it: one document per log in collection {@code relays}. Every change is conditional
 * on the term, which rises with each change of hands: whoever lost the lease can no longer acknowledge (fencing).
 */
final class RelayLedger {
    private static final String ID = "_id";
    private static final String TERM = "term";
    private static final String OWNER = "owner";
    private static final String EXPIRES = "expires";
    private static final String NUMBER = "number";
    private static final String POSITION = "position";
    private static final String PARTITIONS = "partitions";

    private final MongoCollection<Document> relays;
    private final Clock clock;

    RelayLedger(MongoDatabase database, Clock clock) {
        this.relays = database.getCollection("relays").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.clock = clock;
        relays.createIndex(Indexes.ascending(ID, TERM), new IndexOptions().unique(true));
    }

    /** What is known of a log; its document is begun when there is none. */
    Entry read(String log) {
        for (;;) {
            var document = relays.find(new Document(ID, log)).first();
            if (document != null) {
                return new Entry(document.getLong(TERM), document.getString(OWNER), document.getDate(EXPIRES).toInstant(),
                        new Head(document.getLong(NUMBER), document.getLong(POSITION)), document.getInteger(PARTITIONS));
            }
            begin(log);
        }
    }

    private void begin(String log) {
        try {
            relays.insertOne(new Document(ID, log).append(TERM, 0L).append(OWNER, "").append(EXPIRES, Date.from(Instant.EPOCH))
                    .append(NUMBER, Head.EMPTY.number()).append(POSITION, Head.EMPTY.nextPosition()).append(PARTITIONS, 0));
        } catch (MongoWriteException raced) {
            if (ErrorCategory.fromErrorCode(raced.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw raced;
            }
        }
    }

    /** Takes the lease of a log that nobody holds any more. */
    Optional<Lease> acquire(String log, String owner, Duration life) {
        var seen = read(log);
        if (clock.instant().isBefore(seen.expires()) && !seen.owner().equals(owner)) {
            return Optional.empty();
        }
        var term = seen.term() + 1;
        var taken = update(log, seen.term(),
                combine(set(TERM, term), set(OWNER, owner), set(EXPIRES, Date.from(clock.instant().plus(life)))));
        return taken ? Optional.of(new Lease(this, log, term, life, seen.acknowledged())) : Optional.empty();
    }

    boolean renew(String log, long term, Duration life) {
        return update(log, term, set(EXPIRES, Date.from(clock.instant().plus(life))));
    }

    boolean acknowledge(String log, long term, Head acknowledged) {
        return update(log, term, combine(set(NUMBER, acknowledged.number()), set(POSITION, acknowledged.nextPosition())));
    }

    /** With a term of its own, so that a renewal under way holds nobody up. */
    void release(String log, long term) {
        update(log, term, combine(set(TERM, term + 1), set(OWNER, ""), set(EXPIRES, Date.from(Instant.EPOCH))));
    }

    boolean recordPartitions(String log, long term, int partitions) {
        return update(log, term, set(PARTITIONS, partitions));
    }

    /**
     * Has the log sent again from behind {@code end}: whoever relays it loses the lease, and the next begins there.
     *
     * @param removed the end of what the log no longer holds
     * @return false when the relay changed hands at this moment, or has not come that far: then events would be skipped
     */
    boolean rewind(String log, Head end, Head removed) {
        var seen = read(log);
        return (end.number() <= seen.acknowledged().number() || end.equals(removed))
                && update(log, seen.term(), combine(set(TERM, seen.term() + 1), set(OWNER, ""), set(EXPIRES, Date.from(Instant.EPOCH)),
                        set(NUMBER, end.number()), set(POSITION, end.nextPosition())));
    }

    private boolean update(String log, long term, Bson change) {
        return relays.updateOne(new Document(ID, log).append(TERM, term), change).getMatchedCount() == 1;
    }

    /**
     * @param acknowledged the last commit that Kafka holds
     * @param partitions   of the topic, 0 until they were recorded
     */
    record Entry(long term, String owner, Instant expires, Head acknowledged, int partitions) {
    }

    /** The right to relay a log until another replica takes it. */
    static final class Lease {
        private final RelayLedger ledger;
        private final String log;
        private final long term;
        private final Duration life;
        private final Head acknowledged;

        private Lease(RelayLedger ledger, String log, long term, Duration life, Head acknowledged) {
            this.ledger = ledger;
            this.log = log;
            this.term = term;
            this.life = life;
            this.acknowledged = acknowledged;
        }

        /** Where the last holder stopped. */
        Head acknowledged() {
            return acknowledged;
        }

        /** @throws LeaseLost when another replica has taken it */
        void renew() {
            require(ledger.renew(log, term, life));
        }

        /** @throws LeaseLost when another replica has taken it */
        void acknowledge(Head head) {
            require(ledger.acknowledge(log, term, head));
        }

        /**
         * The number of the last commit that Kafka holds, as it is stored.
         *
         * @throws LeaseLost when another replica has taken it
         */
        long published() {
            var stored = ledger.read(log);
            require(stored.term() == term);
            return stored.acknowledged().number();
        }

        void release() {
            ledger.release(log, term);
        }

        private void require(boolean held) {
            if (!held) {
                throw new LeaseLost(log);
            }
        }
    }

    /** Another replica relays the log now. */
    static final class LeaseLost extends RuntimeException {
        LeaseLost(String log) {
            super("Another replica relays log " + log + " now");
        }
    }
}
