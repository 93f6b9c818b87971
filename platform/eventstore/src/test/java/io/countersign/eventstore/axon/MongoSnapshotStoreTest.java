package io.countersign.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.countersign.embeddedmongo.DurableMongoServer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.FixedValueRevisionResolver;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MongoSnapshotStoreTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("snapshots");

    /** What is kept of an aggregate. */
    record Total(int sum) {
    }

    private MongoSnapshotStore storeAtRevision(String revision) {
        var revisions = new FixedValueRevisionResolver(revision);
        var serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).revisionResolver(revisions).build();
        return new MongoSnapshotStore(database, serializer, revisions, CLOCK);
    }

    private static GenericDomainEventMessage<Total> snapshot(long sequence, int sum) {
        return new GenericDomainEventMessage<>("Ledger", "l1", sequence, new Total(sum));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Nested
    class GivenASnapshot {
        private final MongoSnapshotStore snapshots = storeAtRevision("1");

        {
            snapshots.store(snapshot(10, 7));
        }

        @Test
        void itComesBackWithItsPlace() {
            assertThat(snapshots.read("l1")).hasValueSatisfying(read -> {
                assertThat(read.getPayload()).isEqualTo(new Total(7));
                assertThat(read.getSequenceNumber()).isEqualTo(10);
                assertThat(read.getType()).isEqualTo("Ledger");
            });
            assertThat(snapshots.read("nobody")).isEmpty();
        }

        @Test
        void aNewerOneTakesItsPlaceAndAnOlderOneDoesNot() {
            snapshots.store(snapshot(20, 9));
            snapshots.store(snapshot(15, 8));
            assertThat(snapshots.read("l1")).hasValueSatisfying(read -> assertThat(read.getPayload()).isEqualTo(new Total(9)));
        }

        @Test
        void anotherRevisionDropsItUnread() {
            assertThat(storeAtRevision("2").read("l1")).isEmpty();
            assertThat(snapshots.read("l1")).isEmpty();
        }

        @Test
        void noneOfThisScansTheCollection() {
            snapshots.store(snapshot(20, 9));
            assertThat(snapshots.read("l1")).isPresent();
            assertThat(storeAtRevision("2").read("l1")).isEmpty();
            assertThat(server.collectionScansByNamespace()).isEmpty();
        }
    }
}
