package io.countersign.events.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessFeedCodec;
import io.countersign.access.AccessFeedClients;
import io.countersign.access.AccessFeedRecord;
import io.countersign.access.KafkaAccessTable;
import io.countersign.testkit.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** The feed from an owner's log to a reader's table, through a real broker and a real book. */
@Tag("broker")
class KafkaAccessFeedTest {
    private static final AccessEntry CUT = new AccessEntry("client:1", 4, false, false, 4);
    private static final AccessEntry PAUSED = new AccessEntry("server:1", 0, true, false, 2);

    private final String topic = "countersign.test-" + UUID.randomUUID() + ".access";
    private final CommittedEntries log = new CommittedEntries();
    private final List<AccessEntry> told = new CopyOnWriteArrayList<>();
    private AccessFeedClients kafka;
    private MongoClient mongo;
    private AccessFeedPublisher publisher;
    private KafkaAccessTable table;

    @BeforeEach
    void start() {
        var settings = new KafkaProperties();
        settings.setBootstrapServers(List.of(Parts.kafka().bootstrapServers()));
        kafka = new AccessFeedClients(settings);
        mongo = MongoClients.create(Parts.mongoUri("feed"));
        publisher = publisher();
        table = new KafkaAccessTable(List.of(topic), kafka::consumer, System::nanoTime, Clock.systemUTC());
        table.onChange(told::add);
    }

    @AfterEach
    void stop() {
        table.stop();
        publisher.stopped();
        kafka.close();
        mongo.close();
    }

    @Test
    void aTableIsReadyAfterTheFirstSnapshotFreshWhileHeartbeatsComeAndFollowsEachEntry() {
        table.start();
        assertThat(table.ready()).isFalse();
        log.commit(PAUSED);
        publisher.started();
        beat();

        assertThat(table.ready()).isTrue();
        assertThat(table.get("server:1")).isEqualTo(PAUSED);
        publisher.published(log.commit(CUT)).join();
        await().untilAsserted(() -> assertThat(table.get("client:1")).isEqualTo(CUT));
        assertThat(told).containsExactly(PAUSED, CUT);
    }

    @Test
    void howLongAnEntryWasUnderWayIsKnownOfThoseThatWereSeenToArrive() {
        log.commit(PAUSED);
        publisher.started();
        table.start();
        beat();
        publisher.published(log.commit(CUT)).join();
        await().untilAsserted(() -> assertThat(table.get("client:1")).isEqualTo(CUT));

        assertThat(table.lag(CUT)).hasValueSatisfying(lag -> assertThat(lag).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
        assertThat(table.lag(new AccessEntry("client:1", 3, false, false, 3))).isEmpty();
        assertThat(table.lag(PAUSED)).isEmpty();
    }

    @Test
    void aSendingTimeThatCannotBeReadCostsTheReportNotTheEntry() {
        var written = AccessFeedCodec.write(topic, new AccessFeedRecord.Entry(CUT, 7), Instant.parse("2026-11-21T10:00:00Z"));
        var record = new ConsumerRecord<>(topic, 0, 0, written.key(), written.value());
        written.headers().forEach(record.headers()::add);

        assertThat(AccessFeedCodec.sent(record)).contains(Instant.parse("2026-11-21T10:00:00Z"));
        record.headers().add("time", "soon".getBytes(StandardCharsets.US_ASCII));
        assertThat(AccessFeedCodec.sent(record)).isEmpty();
        assertThat(AccessFeedCodec.read(record)).contains(new AccessFeedRecord.Entry(CUT, 7));
    }

    @Test
    void withoutHeartbeatsTheTableGrowsOldAndABacklogDoesNotMakeItYoung() {
        publisher.started();
        publisher.caughtUp(log.head());
        table.start();

        await().until(table::ready);
        assertThat(table.age()).isGreaterThan(Duration.ofDays(1));
        beat();
        await().pollDelay(Duration.ofMillis(1_200)).until(() -> table.age().compareTo(Duration.ofSeconds(1)) > 0);
    }

    @Test
    void aRestartedOwnerKnowsWhatIsInForceFromItsBookAndItsLog() {
        publisher.started();
        publisher.published(log.commit(CUT)).join();
        publisher.stopped();
        log.commit(PAUSED);

        publisher = publisher();
        publisher.started();
        table.start();
        beat();

        assertThat(table.get("client:1")).isEqualTo(CUT);
        assertThat(table.get("server:1")).isEqualTo(PAUSED);
    }

    private void beat() {
        await().until(() -> {
            publisher.caughtUp(log.head());
            return table.age().compareTo(Duration.ofSeconds(1)) < 0;
        });
    }

    private AccessFeedPublisher publisher() {
        return new AccessFeedPublisher(log, new MongoEntriesInForceStore(mongo.getDatabase("feed"), topic),
                new KafkaAccessFeedProducer(topic, FeedSimulation.SETTINGS.topicRetention(), kafka::admin, kafka::producer,
                        Clock.systemUTC()),
                FeedSimulation.SETTINGS, Clock.systemUTC(), System::nanoTime, Runnable::run);
    }
}
