package io.countersign.eventstore.axon;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.common.AxonException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots in collection {@code snapshots}, one document per aggregate. One that carries another revision than today's class, or that
 * cannot be read, is dropped and the aggregate is built from its events.
 */
public final class MongoSnapshotStore implements SnapshotStore {
    private static final Logger log = LoggerFactory.getLogger(MongoSnapshotStore.class);
    private static final String ID = "_id";
    private static final String SEQUENCE = "sequence";

    private final MongoCollection<Document> snapshots;
    private final Serializer serializer;
    private final RevisionResolver revisions;
    private final Clock clock;

    /**
     * @param revisions tells the revision that a class has today; the serializer writes the same
     */
    public MongoSnapshotStore(MongoDatabase database, Serializer serializer, RevisionResolver revisions, Clock clock) {
        this.snapshots = database.getCollection("snapshots");
        this.serializer = serializer;
        this.revisions = revisions;
        this.clock = clock;
        snapshots.createIndex(Indexes.ascending(ID, SEQUENCE), new IndexOptions().unique(true));
    }

    @Override
    public void store(DomainEventMessage<?> snapshot) {
        try {
            replace(document(snapshot), snapshot.getSequenceNumber());
        } catch (MongoException unimportant) {
            if (ErrorCategory.fromErrorCode(unimportant.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                log.warn("The snapshot of {} was not kept: {}", snapshot.getAggregateIdentifier(), unimportant.toString());
            }
        }
    }

    private void replace(Document newer, long sequence) {
        var known = snapshots.find(eq(ID, newer.get(ID))).first();
        if (known == null) {
            snapshots.insertOne(newer);
        } else if (known.getLong(SEQUENCE) <= sequence) {
            snapshots.replaceOne(place(known), newer);
        }
    }

    private Document document(DomainEventMessage<?> snapshot) {
        var payload = serializer.serialize(snapshot.getPayload(), byte[].class);
        return new Document(ID, snapshot.getAggregateIdentifier()).append(SEQUENCE, snapshot.getSequenceNumber())
                .append("aggregateType", snapshot.getType()).append("payloadType", payload.getType().getName())
                .append("revision", payload.getType().getRevision()).append("payload", new Binary(payload.getData()));
    }

    @Override
    public Optional<DomainEventMessage<?>> read(String aggregateId) {
        try {
            return Optional.ofNullable(snapshots.find(eq(ID, aggregateId)).first()).flatMap(this::current);
        } catch (MongoException unanswered) {
            log.warn("The snapshot of {} cannot be read: {}", aggregateId, unanswered.toString());
            return Optional.empty();
        }
    }

    private Optional<DomainEventMessage<?>> current(Document document) {
        var snapshot = decode(document);
        if (snapshot == null) {
            snapshots.deleteOne(place(document));
        }
        return Optional.ofNullable(snapshot);
    }

    private @Nullable DomainEventMessage<?> decode(Document document) {
        var stored = new SimpleSerializedObject<>(document.get("payload", Binary.class).getData(), byte[].class,
                document.getString("payloadType"), document.getString("revision"));
        try {
            var type = serializer.classForType(stored.getType());
            if (!Objects.equals(revisions.revisionOf(type), document.getString("revision"))) {
                return null;
            }
            return new GenericDomainEventMessage<Object>(document.getString("aggregateType"), document.getString(ID),
                    document.getLong(SEQUENCE), serializer.deserialize(stored), MetaData.emptyInstance(),
                    document.getString(ID) + "#" + document.getLong(SEQUENCE), clock.instant());
        } catch (AxonException unreadable) {
            log.info("The snapshot of {} cannot be read by this version and is dropped: {}", document.get(ID), unreadable.toString());
            return null;
        }
    }

    /** Flat equality on a unique index: answered by it on every server. */
    private static Document place(Document document) {
        return new Document(ID, document.get(ID)).append(SEQUENCE, document.get(SEQUENCE));
    }
}
