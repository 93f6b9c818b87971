package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the platform relies on, over the wire, with and without a file. */
abstract class ServerContract {

    private DurableMongoServer server;
    private MongoClient client;
    private MongoCollection<Document> things;

    abstract DurableMongoServer start();

    @BeforeEach
    void connect() {
        server = start();
        client = MongoClients.create(server.uri());
        things = client.getDatabase("contract").getCollection("things");
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void itSaysThatItTakesWrites() {
        assertThat(client.getDatabase("contract").runCommand(new Document("hello", 1))).containsEntry("isWritablePrimary", true)
                .containsEntry("ok", 1.0);
    }

    @Test
    void theIdIsUnique() {
        things.insertOne(new Document("_id", 1L));
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 1L)))
                .isInstanceOfSatisfying(MongoWriteException.class, refused -> assertThat(refused.getError().getCode()).isEqualTo(11000));
    }

    @Test
    void anOrderedInsertStopsAtItsFirstErrorAndNamesTheIndex() {
        things.insertOne(new Document("_id", 3L));
        var batch = List.of(new Document("_id", 1L), new Document("_id", 2L), new Document("_id", 3L), new Document("_id", 4L));
        assertThatThrownBy(() -> things.insertMany(batch)).isInstanceOfSatisfying(MongoBulkWriteException.class,
                refused -> assertThat(refused.getWriteErrors()).singleElement()
                        .satisfies(error -> assertThat(error.getIndex()).isEqualTo(2)));
        assertThat(ids()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aMultikeyIndexIsUniqueAcrossDocumentsAndAFailedInsertLeavesNoTrace() {
        things.createIndex(Indexes.ascending("events.key"), new IndexOptions().unique(true));
        things.insertOne(withKeys(1, "a#0", "a#1"));
        assertThatThrownBy(() -> things.insertOne(withKeys(2, "b#0", "a#1"))).isInstanceOf(MongoWriteException.class);
        things.insertOne(withKeys(2, "b#0", "a#2"));
        assertThat(things.find(new Document("events.key", "b#0")).first()).containsEntry("_id", 2L);
        assertThat(server.collectionScans()).isZero();
    }

    @Test
    void aCompoundIndexIsUniqueAndAnswersFlatEquality() {
        things.createIndex(Indexes.ascending("owner", "name"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1L).append("owner", "o").append("name", "n"));
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 2L).append("owner", "o").append("name", "n")))
                .isInstanceOf(MongoWriteException.class);
        assertThat(things.find(new Document("owner", "o").append("name", "n")).first()).isNotNull();
        assertThat(server.collectionScans()).isZero();
    }

    @Test
    void aConditionalUpdateHappensOnceAmongRivals() throws Exception {
        things.createIndex(Indexes.ascending("_id", "sequence"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", "row").append("sequence", 0L));
        long winners = together(8, () -> things.updateOne(new Document("_id", "row").append("sequence", 0L),
                Updates.set("sequence", 1L)).getModifiedCount()).stream().mapToLong(Long::longValue).sum();
        assertThat(winners).isEqualTo(1);
        assertThat(server.collectionScans()).isZero();
    }

    @Test
    void findOneAndUpdateReturnsWhatItWroteAlsoUnderConcurrency() throws Exception {
        things.insertOne(new Document("_id", "counter").append("n", 0));
        var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        Set<Integer> seen = new HashSet<>();
        for (List<Integer> numbers : together(8, () -> IntStream.range(0, 100).mapToObj(_ -> {
            Document written = things.findOneAndUpdate(new Document("_id", "counter"), Updates.inc("n", 1), after);
            return written == null ? -1 : written.getInteger("n");
        }).toList())) {
            seen.addAll(numbers);
        }
        assertThat(seen).hasSize(800).contains(1, 800);
    }

    @Test
    void findOneAndDeleteGivesADocumentToOneTaker() throws Exception {
        things.insertOne(new Document("_id", "ticket"));
        long takers = together(8, () -> things.findOneAndDelete(new Document("_id", "ticket")) == null ? 0L : 1L).stream()
                .mapToLong(Long::longValue).sum();
        assertThat(takers).isEqualTo(1);
    }

    @Test
    void aQueryWithoutAFittingIndexIsCountedAsAScan() {
        things.insertOne(new Document("_id", 1L).append("colour", "red"));
        things.find(new Document("_id", new Document("$in", List.of(1L, 2L)))).into(new HashSet<>());
        assertThat(server.collectionScans()).isZero();
        things.find(Filters.gt("_id", 0L)).into(new HashSet<>());
        things.find(new Document("colour", "red")).into(new HashSet<>());
        assertThat(server.collectionScansByNamespace()).containsExactly(Map.entry("contract.things", 2L));
        Document status = client.getDatabase("admin").runCommand(new Document("serverStatus", 1));
        assertThat(status.getEmbedded(List.of("metrics", "queryExecutor", "collectionScans", "total"), Long.class)).isEqualTo(2L);
    }

    @Test
    void aDroppedCollectionComesBackEmptyWithFreshIndexes() {
        things.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1L).append("name", "n"));
        things.drop();
        things.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 2L).append("name", "n"));
        assertThat(ids()).containsExactly(2L);
    }

    private static Document withKeys(long id, String... keys) {
        return new Document("_id", id).append("events",
                IntStream.range(0, keys.length).mapToObj(n -> new Document("key", keys[n]).append("bytes", new Binary(new byte[10])))
                        .toList());
    }

    private List<Long> ids() {
        return things.find().map(document -> document.getLong("_id")).into(new ArrayList<>());
    }

    private static <T> List<T> together(int threads, Callable<T> action) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var results = new ArrayList<T>();
            for (var result : pool.invokeAll(Collections.nCopies(threads, action))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
