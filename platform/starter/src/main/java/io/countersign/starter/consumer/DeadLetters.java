package io.countersign.starter.consumer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * The events that a consumer could not have the effect of, in collection {@code dead_letters}, one document per consumer, aggregate and
 * sequence. While an aggregate has a letter, its later events queue behind it; nothing is skipped and other aggregates go on.
 */
public final class DeadLetters {
    private final MongoCollection<Document> letters;
    private final Clock clock;
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();

    public DeadLetters(MongoDatabase database, Clock clock) {
        this.letters = database.getCollection("dead_letters").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.clock = clock;
        letters.find().forEach(letter -> blocked.add(queue(letter.getString("consumer"), letter.getString("aggregate"))));
    }

    boolean blocks(String consumer, String aggregateId) {
        return blocked.contains(queue(consumer, aggregateId));
    }

    /** Keeps the delivery; keeping it twice changes nothing. */
    void keep(String consumer, Delivery delivery, Reason reason) {
        try {
            letters.insertOne(new Document("_id", id(consumer, delivery.aggregateId(), delivery.sequence())).append("consumer", consumer)
                    .append("aggregate", delivery.aggregateId()).append("sequence", delivery.sequence()).append("topic", delivery.topic())
                    .append("position", delivery.position()).append("reason", reason.name()).append("at", clock.instant().toString())
                    .append("bytes", new Binary(delivery.bytes())));
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
        }
        blocked.add(queue(consumer, delivery.aggregateId()));
    }

    /** The letters of a consumer, in order per aggregate. */
    public List<Letter> of(String consumer) {
        return letters.find(eq("consumer", consumer)).sort(ascending("aggregate", "sequence")).map(DeadLetters::letter)
                .into(new ArrayList<>());
    }

    /** Forgets a letter whose effect was had; the aggregate goes on when it was the last one. */
    void settle(String consumer, Delivery delivery) {
        letters.deleteOne(eq("_id", id(consumer, delivery.aggregateId(), delivery.sequence())));
    }

    void release(String consumer, String aggregateId) {
        blocked.remove(queue(consumer, aggregateId));
    }

    private static Letter letter(Document letter) {
        return new Letter(new Delivery(letter.getString("topic"), letter.getString("aggregate"), letter.getLong("sequence"),
                letter.getLong("position"), letter.get("bytes", Binary.class).getData()), Reason.valueOf(letter.getString("reason")));
    }

    private static String id(String consumer, String aggregateId, long sequence) {
        return queue(consumer, aggregateId) + "#" + sequence;
    }

    private static String queue(String consumer, String aggregateId) {
        return consumer + "|" + aggregateId;
    }

    /** An event that waits and why. */
    public record Letter(Delivery delivery, Reason reason) {
    }

    /** Why an event became a dead letter. */
    public enum Reason {
        /** This version does not know its type; an upgrade may. */
        UNKNOWN_TYPE,
        /** The bytes are no envelope of that type. */
        UNREADABLE,
        /** The consumer failed on it. */
        FAILED,
        /** An earlier event of the aggregate waits. */
        QUEUED
    }
}
