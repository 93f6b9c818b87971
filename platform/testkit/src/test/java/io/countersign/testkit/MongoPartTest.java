package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoPartTest {

    @TempDir
    Path directory;

    @Test
    void theEmbeddedServerKeepsWhatItAcknowledgedThroughAKill() {
        var mongo = new MongoPart(directory, Probe.freePort(), Optional.empty());
        mongo.start();
        try {
            insert(mongo, "before");
            mongo.restart();
            insert(mongo, "after");
            try (var client = MongoClients.create(mongo.uri())) {
                assertThat(client.getDatabase("part").getCollection("kept").countDocuments()).isEqualTo(2);
            }
        } finally {
            mongo.kill();
        }
    }

    @Test
    void aDatabaseIsPutBeforeTheOptionsOfAConnectionString() {
        assertThat(MongoPart.withDatabase("mongodb://h:1", "d")).isEqualTo("mongodb://h:1/d");
        assertThat(MongoPart.withDatabase("mongodb://h:1,i:2/?replicaSet=r", "d")).isEqualTo("mongodb://h:1,i:2/d?replicaSet=r");
        assertThat(MongoPart.withDatabase("mongodb://u:p@h/admin?w=1", "d")).isEqualTo("mongodb://u:p@h/d?w=1&authSource=admin");
    }

    private static void insert(MongoPart mongo, String id) {
        try (var client = MongoClients.create(mongo.uri())) {
            client.getDatabase("part").getCollection("kept").insertOne(new Document("_id", id));
        }
    }
}
