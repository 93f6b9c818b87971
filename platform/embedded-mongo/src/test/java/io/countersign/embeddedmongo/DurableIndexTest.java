package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A unique index takes the keys of usual documents directly; it must see the same keys as the library sees in all others. */
class DurableIndexTest {
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoCollection<Document> things = client.getDatabase("index").getCollection("things");

    @BeforeEach
    void index() {
        things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void insert(@Nullable Object key) {
        things.insertOne(new Document("key", key));
    }

    private void refused(@Nullable Object key) {
        var before = things.countDocuments();
        assertThatExceptionOfType(MongoWriteException.class).as("%s", key).isThrownBy(() -> insert(key))
                .matches(refused -> refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
        assertThat(things.countDocuments()).isEqualTo(before);
    }

    @Test
    void aTextIsTakenWhetherItStandsAloneOrInAnArray() {
        insert("a");
        refused("a");
        refused(List.of("b", "a"));
        insert(List.of("b", "c"));
        refused("c");
        refused(List.of("d", "b"));
        insert("d");
        assertThat(things.find(Filters.in("key", "c", "d")).into(new java.util.ArrayList<>())).hasSize(2);
    }

    @Test
    void aTextTwiceInOneArrayIsOneKey() {
        insert(List.of("a", "a", "b"));
        refused("a");
        insert("c");
    }

    @Test
    void aNumberIsTheSameKeyWhateverItsType() {
        insert(7L);
        refused(7);
        refused(7.0);
        insert(8);
        refused(8L);
        insert("7");
    }

    @Test
    void arraysOfSeveralKindsAreSeenWhole() {
        insert(Arrays.asList("a", 7L, null, new Document("x", 1)));
        refused("a");
        refused(7);
        refused(new Document("x", 1));
        insert(List.of("b", "c"));
    }

    @Test
    void nothingIsAKeyAsWell() {
        insert(null);
        refused(null);
        assertThatExceptionOfType(MongoWriteException.class).isThrownBy(() -> things.insertOne(new Document("other", 1)));
    }

    @Test
    void whatIsDeletedIsFree() {
        insert(List.of("a", "b"));
        things.deleteOne(Filters.eq("key", "a"));
        insert("a");
        insert("b");
    }

    @Test
    void anUpdateMovesTheKey() {
        insert("a");
        things.updateOne(Filters.eq("key", "a"), new Document("$set", new Document("key", "b")));
        refused("b");
        insert("a");
    }
}
