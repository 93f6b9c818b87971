package io.countersign.registry.place;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection in which each organization has so many places, shared by all replicas, so that whoever fills them fills no disk: a few
 * places are drawn, and where none of them is free, the document that would be forgotten first gives way.
 */
public final class BoundedCollection {
    /** The fewest places there can be. */
    public static final int FEWEST = 8;
    public static final String ID = "_id";
    /** When it is forgotten. */
    public static final String EXPIRES = "expires";
    private static final String PLACE = "place";
    private static final int ATTEMPTS = 5;

    private final MongoCollection<Document> documents;
    private final int each;

    /** @param each how many places each organization has */
    public BoundedCollection(MongoDatabase database, String collection, int each) {
        documents = database.getCollection(collection).withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        documents.createIndex(Indexes.ascending(PLACE), new IndexOptions().unique(true));
        this.each = each;
    }

    public MongoCollection<Document> documents() {
        return documents;
    }

    /**
     * @param content without id, place and expiry
     * @return whether it was kept; not where there is one of this id
     */
    public boolean insert(String organizationId, String id, Instant expires, Document content) {
        for (var attempt = 1;; attempt++) {
            try {
                documents.insertOne(new Document(content).append(ID, id).append(PLACE, free(organizationId)).append(EXPIRES,
                        Date.from(expires)));
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                if (documents.find(new Document(ID, id)).first() != null) {
                    return false;
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Those of an organization. */
    public static Bson of(String organizationId) {
        return Filters.regex(PLACE, "^" + Pattern.quote(organizationId + "/"));
    }

    /** What expired before. */
    public void forget(Instant before) {
        documents.deleteMany(Filters.lt(EXPIRES, Date.from(before)));
    }

    private String free(String organizationId) {
        var drawn = ThreadLocalRandom.current().ints(FEWEST, 0, each).distinct().mapToObj(n -> organizationId + "/" + n).toList();
        List<Document> held = documents.find(Filters.in(PLACE, drawn)).into(new ArrayList<>());
        var names = held.stream().map(document -> document.getString(PLACE)).collect(Collectors.toSet());
        return drawn.stream().filter(place -> !names.contains(place)).findFirst().orElseGet(() -> {
            var oldest = held.stream().min(Comparator.comparing(document -> document.getDate(EXPIRES))).orElseThrow();
            documents.deleteOne(new Document(ID, oldest.getString(ID)));
            return oldest.getString(PLACE);
        });
    }
}
