package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableServerTest extends ServerContract {

    @TempDir
    Path directory;

    @Override
    DurableMongoServer start() {
        return at("contract.mv");
    }

    @Test
    void everyKindOfValueIsTheSameAfterARestart() {
        var document = new Document("_id", new ObjectId()).append("text", "\u00e9t\u00e9").append("int", 1).append("long", 2L)
                .append("double", 0.5)
                .append("flag", true).append("nothing", null).append("time", Date.from(Instant.ofEpochMilli(5)))
                .append("bytes", new Binary(new byte[]{1, 2})).append("list", List.of(1, "two", new Document("three", 3L)));
        try (var server = at("kept.mv"); var client = MongoClients.create(server.uri())) {
            client.getDatabase("kept").getCollection("c").insertOne(document);
            client.getDatabase("kept").getCollection("c").insertOne(new Document("_id", UUID.randomUUID().toString()));
        }
        try (var server = at("kept.mv"); var client = MongoClients.create(server.uri())) {
            var found = client.getDatabase("kept").getCollection("c").find(new Document("_id", document.get("_id"))).first();
            assertThat(found).isEqualTo(document);
            assertThat(client.getDatabase("kept").getCollection("c").countDocuments()).isEqualTo(2);
        }
    }

    @Test
    void theFileStaysInProportionToItsData() throws IOException {
        Path file = directory.resolve("data/proportion.mv");
        try (var server = at("proportion.mv"); var client = MongoClients.create(server.uri())) {
            var log = client.getDatabase("grown").getCollection("log");
            for (long n = 0; n < 4_000; n++) {
                log.insertOne(new Document("_id", n).append("bytes", new Binary(new byte[800])));
            }
            assertThat(Files.size(file)).as("for 3.4 MB of data").isLessThan(16_000_000);
        }
    }

    private DurableMongoServer at(String name) {
        return DurableMongoServer.start(directory.resolve("data").resolve(name),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
