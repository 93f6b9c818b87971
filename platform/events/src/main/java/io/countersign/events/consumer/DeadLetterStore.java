package io.countersign.events.consumer;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import io.countersign.events.consumer.Delivery.Place;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The events that a consumer could not have the effect of, in collection {@code dead_letters}, one document per consumer, aggregate and
 * sequence. While an aggregate has a letter, its later events queue behind it; nothing is skipped and other aggregates go on.
 */
public final class DeadLetterStore {
    private final MongoCollection<Document> letters;
    private final Clock clock;
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();

    public DeadLetterStore(MongoDatabase database, Clock clock) {
        this.letters = database.getCollection("dead_letters").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.clock = clock;
        letters.createIndex(Indexes.ascending("consumer", "aggregate", "sequence"), new IndexOptions().unique(true));
        reload();
    }

    /** Learns what other replicas have kept: before partitions that were theirs are read here. */
    void reload() {
        letters.find().projection(Projections.include("consumer", "aggregate"))
                .forEach(letter -> blocked.add(queue(letter.getString("consumer"), letter.getString("aggregate"))));
    }

    /** Whether the aggregate's events must queue; where this replica believes so, the database decides. */
    boolean blocks(String consumer, String aggregateId) {
        if (!blocked.contains(queue(consumer, aggregateId))) {
            return false;
        }
        if (head(consumer, aggregateId).isPresent()) {
            return true;
        }
        blocked.remove(queue(consumer, aggregateId));
        return false;
    }

    /** Keeps the delivery; keeping it twice changes nothing. */
    void keep(String consumer, Delivery delivery, Reason reason) {
        blocked.add(queue(consumer, delivery.aggregateId()));
        try {
            letters.insertOne(new Document("_id", id(consumer, delivery)).append("consumer", consumer)
                    .append("aggregate", delivery.aggregateId()).append("sequence", delivery.sequence())
                    .append("topic", delivery.place().topic()).append("partition", delivery.place().partition())
                    .append("offset", delivery.place().offset()).append("position", delivery.position()).append("reason", reason.name())
                    .append("at", clock.instant().toString()).append("bytes", new Binary(delivery.bytes())));
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
        }
    }

    /** The letter that all others of the aggregate wait for. */
    Optional<Letter> head(String consumer, String aggregateId) {
        return letters.find(and(eq("consumer", consumer), eq("aggregate", aggregateId))).sort(ascending("sequence")).limit(1)
                .map(DeadLetterStore::letter).into(new ArrayList<>()).stream().findFirst();
    }

    /** The aggregates that have letters of a consumer. */
    public List<String> aggregates(String consumer) {
        var aggregates = new LinkedHashSet<String>();
        letters.find(eq("consumer", consumer)).projection(Projections.include("aggregate")).sort(ascending("_id"))
                .forEach(letter -> aggregates.add(letter.getString("aggregate")));
        return List.copyOf(aggregates);
    }

    /** The letters of a consumer, in order per aggregate. */
    public List<Letter> of(String consumer) {
        return letters.find(eq("consumer", consumer)).sort(ascending("aggregate", "sequence")).map(DeadLetterStore::letter)
                .into(new ArrayList<>());
    }

    /** Letters without their bytes, in the order of their ids. */
    List<Listed> list(@Nullable String consumer, @Nullable String after, int limit) {
        var filters = new ArrayList<Bson>();
        filters.add(gt("_id", after == null ? "" : after));
        if (consumer != null) {
            filters.add(eq("consumer", consumer));
        }
        return letters.find(and(filters)).projection(Projections.exclude("bytes")).sort(ascending("_id")).limit(limit)
                .map(DeadLetterStore::listed).into(new ArrayList<>());
    }

    long waiting(String consumer) {
        return letters.countDocuments(eq("consumer", consumer));
    }

    /** The letter waits for a reason of its own now. */
    void mark(String consumer, Delivery delivery, Reason reason) {
        letters.updateOne(eq("_id", id(consumer, delivery)), Updates.set("reason", reason.name()));
    }

    /** Forgets a letter whose effect was had; the aggregate goes on when it was the last one. */
    void settle(String consumer, Delivery delivery) {
        letters.deleteOne(eq("_id", id(consumer, delivery)));
    }

    private static Letter letter(Document letter) {
        return new Letter(new Delivery(place(letter), letter.getString("aggregate"), letter.getLong("sequence"),
                letter.getLong("position"), letter.get("bytes", Binary.class).getData()), Reason.valueOf(letter.getString("reason")));
    }

    private static Listed listed(Document letter) {
        return new Listed(letter.getString("_id"), letter.getString("consumer"), letter.getString("aggregate"), letter.getLong("sequence"),
                place(letter), letter.getLong("position"), Reason.valueOf(letter.getString("reason")), letter.getString("at"));
    }

    private static Place place(Document letter) {
        return new Place(letter.getString("topic"), letter.get("partition", -1), letter.get("offset", -1L));
    }

    private static String id(String consumer, Delivery delivery) {
        return queue(consumer, delivery.aggregateId()) + "#" + delivery.sequence();
    }

    private static String queue(String consumer, String aggregateId) {
        return consumer + "|" + aggregateId;
    }

    /** An event that waits and why. */
    public record Letter(Delivery delivery, Reason reason) {
    }

    /**
     * A letter as an operator sees it: where it stands and why, never what is in it.
     *
     * @param at when it was kept
     */
    record Listed(String id, String consumer, String aggregateId, long sequence, Place place, long position, Reason reason, String at) {
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
