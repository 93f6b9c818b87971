package io.countersign.events.relay;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.access.AccessEntry;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.InMemoryEventLog;
import io.countersign.eventstore.NewEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** A log, a ledger, and relays that run until the test ends. */
abstract class RelayedLog {
    static final RelayProperties PROPERTIES = new RelayProperties(true, 6, Duration.ofMillis(600), Duration.ofMillis(5), 7,
            Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(2), 1, Set.of());

    final DurableMongoServer mongo = DurableMongoServer.inMemory();
    final MongoClient client = MongoClients.create(mongo.uri());
    final RelayLedger ledger = new RelayLedger(client.getDatabase("relay"), Clock.systemUTC());
    final InMemoryEventLog log = new InMemoryEventLog("/sample-service/sample/1");
    final RecordingSender sender = new RecordingSender();
    final AtomicLong nanos = new AtomicLong(7);
    final List<RelayMeters> measured = new ArrayList<>();
    final List<Relay> relays = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        relays.forEach(Relay::stop);
        for (var thread : threads) {
            thread.join(Duration.ofSeconds(5));
        }
        client.close();
        mongo.close();
    }

    Relay relay(String owner, RecordingSender to) {
        return relay(owner, to, log);
    }

    Relay relay(String owner, RecordingSender to, EventLog from) {
        var meters = meters(owner);
        measured.add(meters);
        var relay = new Relay("sample", from, ledger, to, to, PROPERTIES, owner, meters);
        relays.add(relay);
        threads.add(Thread.ofVirtual().start(relay));
        return relay;
    }

    RelayMeters meters(String owner) {
        return new RelayMeters(new SimpleMeterRegistry(), owner,
                () -> new RelayMeters.Ends(log.head(), ledger.read("sample").acknowledged()), nanos::get);
    }

    void append(int from, int count, AccessEntry... access) {
        append(log, from, count, access);
    }

    static void append(EventLog to, int from, int count, AccessEntry... access) {
        for (var n = from; n < from + count; n++) {
            to.append(new Commit("commit-" + n, List.of(new NewEvent("lmp-" + n, 0, "{}".getBytes(StandardCharsets.UTF_8))),
                    List.of(access)));
        }
    }

    static List<Long> numbers(long end) {
        return LongStream.range(0, end).boxed().toList();
    }
}
