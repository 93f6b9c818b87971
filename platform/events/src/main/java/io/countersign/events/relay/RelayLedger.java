package io.countersign.events.relay;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.lease.Leases;
import io.countersign.eventstore.Head;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Who relays a log and how far Kafka has acknowledged it: one document per log in collection {@code relays}, and its lease. */
final class RelayLedger {
    private static final String NUMBER = "number";
    private static final String POSITION = "position";
    private static final String PARTITIONS = "partitions";

    private final Leases leases;

    RelayLedger(MongoDatabase database, Clock clock) {
        this.leases = new Leases(database, "relays", new Document(NUMBER, Head.EMPTY.number())
                .append(POSITION, Head.EMPTY.nextPosition()).append(PARTITIONS, 0), clock);
    }

    /** What is known of a log; its document is begun when there is none. */
    Entry read(String log) {
        var known = leases.read(log);
        return new Entry(known.term(), known.owner(), known.expires(), head(known.document()), known.document().getInteger(PARTITIONS));
    }

    /** Takes the lease of a log that nobody holds any more. */
    Optional<RelayLease> acquire(String log, String owner, Duration life) {
        return leases.acquire(log, owner, life).map(RelayLease::new);
    }

    void recordPartitions(String log, long term, int partitions) {
        leases.update(log, term, set(PARTITIONS, partitions));
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
                && leases.update(log, seen.term(), combine(Leases.left(seen.term()), reached(end)));
    }

    private static Head head(Document document) {
        return new Head(document.getLong(NUMBER), document.getLong(POSITION));
    }

    private static Bson reached(Head head) {
        return combine(set(NUMBER, head.number()), set(POSITION, head.nextPosition()));
    }

    /**
     * @param acknowledged the last commit that Kafka holds
     * @param partitions   of the topic, 0 until they were recorded
     */
    record Entry(long term, String owner, Instant expires, Head acknowledged, int partitions) {
    }

    /** The right to relay a log until another replica takes it. */
    record RelayLease(Leases.Lease lease) {
        /** Where the last holder stopped. */
        Head acknowledged() {
            return head(lease.before());
        }

        /** @throws Leases.LeaseLost when another replica has taken it */
        void acknowledge(Head head) {
            lease.update(reached(head));
        }

        /**
         * The number of the last commit that Kafka holds, as it is stored.
         *
         * @throws Leases.LeaseLost when another replica has taken it
         */
        long published() {
            return head(lease.read()).number();
        }
    }
}
