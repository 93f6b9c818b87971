package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.countersign.embeddedmongo.DurableMongoServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and how the server finds it. */
class MongoWireTest {
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final MongoClient client = MongoServers.client(server.uri(), new CommandListener() {
        @Override
        public void commandStarted(CommandStartedEvent event) {
            commands.add(event.getCommand().clone());
        }
    });

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void useEveryHotPath() {
        try (var log = MongoEventLog.open(client.getDatabase("wire"), "wire", "test");
                var other = MongoEventLog.open(client.getDatabase("wire"), "wire", "test")) {
            var once = commit(event("a", 0), event("b", 0));
            log.append(once);
            other.append(once);
            other.append(commit(event("a", 1)));
            log.append(commit(event("a", 2)));
            assertThatThrownBy(() -> log.append(commit(event("a", 2)))).isInstanceOf(EventLogException.Conflict.class);
            assertThat(log.head()).isEqualTo(other.head());
            assertThat(log.read(0, 10)).hasSize(3);
            assertThat(log.stream("a", 0)).hasSize(3);
            assertThat(log.lastSequence("a")).hasValue(2);
            assertThat(log.find(once.commitId())).isPresent();
        }
    }

    @Nested
    class GivenEveryHotPathWasUsed {
        @Test
        void everyWriteAsksForMajorityAndJournal() {
            useEveryHotPath();
            var inserts = commands.stream().filter(command -> command.containsKey("insert")).toList();
            assertThat(inserts).hasSizeGreaterThan(4).allSatisfy(insert -> {
                var concern = insert.getDocument("writeConcern");
                assertThat(concern.getString("w").getValue()).isEqualTo("majority");
                assertThat(concern.getBoolean("j").getValue()).isTrue();
                assertThat(insert.getBoolean("ordered").getValue()).isTrue();
            });
        }

        @Test
        void everyReadAsksForMajority() {
            useEveryHotPath();
            assertThat(commands.stream().filter(command -> command.containsKey("find"))).hasSizeGreaterThan(8)
                    .allSatisfy(find -> assertThat(find.getDocument("readConcern").getString("level").getValue()).isEqualTo("majority"));
        }

        @Test
        void noneOfThemScansACollection() {
            useEveryHotPath();
            assertThat(server.collectionScansByNamespace()).isEmpty();
        }

        @Test
        void theWatchWouldNoticeAScan() {
            useEveryHotPath();
            assertThat(client.getDatabase("wire").getCollection("log_wire").find(new Document("count", 2)).first()).isNotNull();
            assertThat(server.collectionScansByNamespace()).containsOnlyKeys("wire.log_wire");
        }
    }
}
