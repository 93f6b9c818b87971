package io.countersign.eventstore;

import static io.countersign.eventstore.Events.commit;
import static io.countersign.eventstore.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real driver over connections that break, on the embedded server: the protocol's promises from the wire up. */
class BrokenConnectionsTest {
    private static final int REPLICAS = 2;
    private static final int CALLERS = 8;
    private static final int CUTS = 20;
    private static final int COMMITS_BEFORE_THE_STOP = 50;
    private static final int KILLS = 3;
    private static final int APPENDS_BEFORE_A_KILL = 60;
    private static final LogLimits PATIENT = LogLimits.DEFAULT.withPatience(Duration.ofSeconds(60));

    private final Map<String, Appended> acknowledged = new ConcurrentHashMap<>();

    private static MongoClient client(String uri) {
        return MongoClients.create(MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri)).applyToServerSettings(
                server -> server.heartbeatFrequency(50, TimeUnit.MILLISECONDS).minHeartbeatFrequency(10, TimeUnit.MILLISECONDS)).build());
    }

    private void appendWhile(BooleanSupplier goOn, EventLog... replicas) throws Exception {
        EventLogContract.inParallel(CALLERS, caller -> {
            for (var sequence = 0; goOn.getAsBoolean(); sequence++) {
                var next = commit(event("a" + caller, sequence));
                acknowledged.put(next.commitId(), replicas[caller % replicas.length].append(next));
            }
        });
    }

    private void assertNothingIsMissing(EventLog log) {
        var stored = log.read(0, Integer.MAX_VALUE / 2);
        EventLogContract.assertDense(log, acknowledged.size());
        assertThat(stored).allSatisfy(commit -> assertThat(acknowledged.get(commit.commitId()))
                .isEqualTo(new Appended(commit.number(), commit.first())));
    }

    @Nested
    class GivenConnectionsThatAreCutBeforeOrAfterTheServerActed {
        @Test
        void everyCommitIsStoredOnceAtThePlaceThatWasAcknowledged() throws Exception {
            try (var server = DurableMongoServer.inMemory();
                    var proxy = new CuttingProxy(server.port(), 7);
                    var cut = client(proxy.uri());
                    var direct = client(server.uri())) {
                var replicas = IntStream.range(0, REPLICAS)
                        .mapToObj(n -> MongoEventLog.open(cut.getDatabase("cut"), "cut", "test", PATIENT)).toArray(EventLog[]::new);
                proxy.cut(30);
                appendWhile(() -> proxy.cuts() < CUTS, replicas);
                proxy.cut(0);
                try (var log = MongoEventLog.open(direct.getDatabase("cut"), "cut", "test", PATIENT)) {
                    assertNothingIsMissing(log);
                }
                for (var replica : replicas) {
                    replica.close();
                }
            }
        }
    }

    @Nested
    class GivenAServerThatGoesAndComesBack {
        @Test
        void theWritersGoOnWhereTheyWere(@TempDir Path directory) throws Exception {
            var file = directory.resolve("data.mv");
            var first = DurableMongoServer.start(file, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var client = client(first.uri());
                    var log = MongoEventLog.open(client.getDatabase("back"), "back", "test", PATIENT)) {
                var running = new CountDownLatch(COMMITS_BEFORE_THE_STOP);
                log.onAppend(running::countDown);
                var restart = threads.submit(() -> {
                    running.await();
                    first.close();
                    return DurableMongoServer.start(file, address);
                });
                appendWhile(() -> !restart.isDone(), log);
                try (var second = restart.get()) {
                    assertThat(second.port()).isEqualTo(address.getPort());
                    assertNothingIsMissing(log);
                }
            }
        }
    }

    @Nested
    class GivenAServerThatIsKilledAgainAndAgain {
        @Test
        void nothingAcknowledgedIsMissing(@TempDir Path directory) throws Exception {
            try (var server = new KillableServer(directory);
                    var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var client = client(server.uri());
                    var log = MongoEventLog.open(client.getDatabase("killed"), "killed", "test", PATIENT)) {
                var appended = new Semaphore(0);
                log.onAppend(appended::release);
                var killing = threads.submit(() -> {
                    for (var kill = 0; kill < KILLS; kill++) {
                        appended.acquire(APPENDS_BEFORE_A_KILL);
                        server.kill();
                        server.start();
                        appended.drainPermits();
                    }
                    appended.acquire();
                    return true;
                });
                appendWhile(() -> !killing.isDone(), log);
                assertThat(killing.get()).isTrue();
                assertNothingIsMissing(log);
            }
        }
    }

    @Nested
    class GivenAServerThatIsGone {
        @Test
        void readsSayThatTheyMayBeTriedAgain() {
            var server = DurableMongoServer.inMemory();
            var quick = new LogLimits(Duration.ofMillis(500), Duration.ofMillis(500), 8, 8, 1 << 20, 1 << 10, 1 << 20);
            try (var client = client(server.uri()); var log = MongoEventLog.open(client.getDatabase("gone"), "gone", "test", quick)) {
                server.close();
                assertThatThrownBy(() -> log.stream("a", 0)).isInstanceOf(EventLogException.Overloaded.class);
                assertThatThrownBy(log::head).isInstanceOf(EventLogException.Overloaded.class);
                assertThatThrownBy(() -> log.append(commit(event("a", 0)))).isInstanceOf(EventLogException.class);
            }
        }
    }
}
