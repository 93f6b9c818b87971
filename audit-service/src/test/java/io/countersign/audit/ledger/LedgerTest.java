package io.countersign.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.verifier.Entry;
import io.countersign.testkit.Parts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T09:00:00Z"), ZoneOffset.UTC);
    private static final String TREE = TreeNames.ofOrganization("org-1");
    private final MongoClient client = MongoClients.create(Parts.mongoUri("audit"));
    private final MongoDatabase database = client.getDatabase("audit_ledger_" + System.nanoTime());
    private Bundles bundles = new Bundles(database);
    private DerivedData derivedData = new DerivedData(database);
    private Ledger ledger = ledger();

    @BeforeEach
    void fresh() {
        assertThat(ledger.next("/a")).isZero();
    }

    @AfterEach
    void gone() {
        database.drop();
        client.close();
    }

    private Ledger ledger() {
        return new Ledger(bundles, derivedData, new AppendSignal(), CLOCK, new SimpleMeterRegistry());
    }

    private History history() {
        return new History(bundles, derivedData);
    }

    static DeliveredEvent event(String source, long position, String organization) {
        var bytes = "{\"id\":\"%s-%d\",\"type\":\"countersign.t.Happened.v1\",\"time\":\"2026-11-21T09:00:00Z\",\"organization\":\"%s\",\"actorid\":\"k\"}"
                .formatted(source, position, organization);
        return new DeliveredEvent(source, position, 0, bytes.getBytes(StandardCharsets.UTF_8));
    }

    static List<DeliveredEvent> events(long from, long to) {
        var events = new ArrayList<DeliveredEvent>();
        for (var position = from; position < to; position++) {
            events.add(event("/a", position, position % 3 == 0 ? "org-2" : "org-1"));
        }
        return events;
    }

    /** Everything but the bundles, as documents. */
    private Map<String, List<Document>> derivedDocuments() {
        var all = new TreeMap<String, List<Document>>();
        for (var name : DerivedData.COLLECTIONS) {
            all.put(name, database.getCollection(name).find().sort(new Document("_id", 1)).into(new ArrayList<>()));
        }
        return all;
    }

    @Test
    void whatIsDeliveredAgainIsRecordedOnce() {
        ledger.record(events(0, 10));
        ledger.record(events(5, 15));
        ledger.record(events(0, 15));
        assertThat(ledger.next("/a")).isEqualTo(15);
        assertThat(database.getCollection("bundles").countDocuments()).isEqualTo(2);
        assertThat(history().range(TREE, 0, 100)).hasSize(10).extracting(event -> event.entry().position())
                .containsExactly(1L, 2L, 4L, 5L, 7L, 8L, 10L, 11L, 13L, 14L);
    }

    @Test
    void aGapIsNeverRecorded() {
        ledger.record(events(0, 3));
        assertThatIllegalStateException().isThrownBy(() -> ledger.record(events(4, 6)));
        assertThat(ledger.next("/a")).isEqualTo(3);
    }

    @Test
    void anotherReplicasBundleIsTakenOver() {
        var other = ledger();
        other.record(events(0, 5));
        ledger.record(events(0, 8));
        assertThat(ledger.next("/a")).isEqualTo(8);
        assertThat(history().range(TREE, 0, 100)).hasSize(5);
    }

    /** A kill between the bundle and what is derived from it, at any document. */
    @Test
    void whatACrashLeftUnderivedIsDerivedAtTheNextStart() {
        ledger.record(events(0, 300));
        ledger.record(events(300, 420));
        var whole = derivedDocuments();
        for (var collection : DerivedData.COLLECTIONS) {
            database.getCollection(collection).deleteMany(new Document());
            database.getCollection("progress").deleteMany(new Document());
            assertThat(ledger().next("/a")).isEqualTo(420);
            assertThat(derivedDocuments()).isEqualTo(whole);
        }
    }

    @Test
    void everyEntryIsProvenUpToTheInstallationsLog() {
        for (var at = 0; at < 700; at += 70) {
            ledger.record(events(at, at + 70));
            var committed = history().head(TREE).orElseThrow();
            var head = committed.head();
            var prover = history().prover(TREE);
            for (var event : history().range(TREE, 0, head.size())) {
                assertThat(prover.inclusion(event.index(), head.size()).proves(event.entry().leaf(), head.root())).isTrue();
            }
            var log = history().head(TreeNames.INSTALLATION).orElseThrow().head();
            assertThat(history().prover(TreeNames.INSTALLATION).inclusion(committed.leaf(), log.size()).proves(head.leaf(), log.root()))
                    .isTrue();
            assertThat(history().prover(TreeNames.INSTALLATION).root(log.size())).isEqualTo(log.root());
        }
    }

    @Test
    void bytesThatAreNoEnvelopeAreRecordedInThePlatformsTree() {
        ledger.record(List.of(new DeliveredEvent("/b", 0, 7, new byte[]{1, 2})));
        assertThat(history().range(TreeNames.PLATFORM, 0, 1)).singleElement()
                .satisfies(event -> assertThat(event.entry().leaf()).isEqualTo(new Entry("/b", 0, 7, new byte[]{1, 2}).leaf()));
    }

    @Test
    void eventsAreFoundByIdAndByFilterWithinTheirOrganizationOnly() {
        ledger.record(events(0, 30));
        assertThat(history().find(TREE, Visibility.ALL, "/a-1")).isPresent();
        assertThat(history().find(TREE, Visibility.ALL, "/a-3")).isEmpty();
        var selection = Selection.of("Happened", "k", null, null, null, null);
        assertThat(history().stretch(TREE, Visibility.ALL, selection, new TreeCursor(5, 20, false), 3).events())
                .extracting(History.Event::index).containsExactly(5L, 6L, 7L);
        assertThat(history().stretch(TREE, Visibility.ALL, selection, history().walk(TREE, true), 2).events())
                .extracting(History.Event::index).containsExactly(19L, 18L);
        var never = history().stretch(TREE, Visibility.ALL, Selection.of("Never", null, null, null, null, null),
                history().walk(TREE, false), 3);
        assertThat(never.events()).isEmpty();
        assertThat(never.rest().over()).isTrue();
    }
}
