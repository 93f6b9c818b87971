package io.countersign.events.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.events.command.Commands;
import io.countersign.events.consumer.Consumers;
import io.countersign.events.projection.LampViews.LampRow;
import io.countersign.events.projection.ViewRebuild.Plan;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.RemoveLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.SampleService;
import io.countersign.testkit.Parts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A6 on the real broker: a view is what its events say, however it is rebuilt, and serves all the time. */
@Tag("broker")
class ViewRebuildOnKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Integer> BATCHES = "full".equals(System.getProperty("countersign.proofs"))
            ? List.of(1, 7, 100, 1000)
            : List.of(1, 100);

    @TempDir
    Path keys;
    private final DurableMongoServer mongo = DurableMongoServer.inMemory();
    private final MongoClient client = MongoClients.create(mongo.uri());
    private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void end() {
        over.set(true);
        beside.close();
        LampViews.mend();
        client.close();
        mongo.close();
    }

    private SampleService service(String topic) {
        return new SampleService(keys, List.of(LampViews.class), Map.of("spring.kafka.bootstrap-servers",
                Parts.kafka().bootstrapServers(), "countersign.logs[0].topic", "countersign." + topic, "spring.mongodb.uri",
                mongo.uri(topic), "countersign.consumers.lag-every", "100ms"));
    }

    private static void install(SampleService service, int lamps) {
        for (var n = 0; n < lamps; n++) {
            service.bean(Commands.class).send(new InstallLamp("lmp-" + n, "lamp " + n));
            service.bean(Commands.class).send(new SwitchLamp("lmp-" + n, true));
        }
    }

    /** Commands until the test is over. */
    private Future<Integer> traffic(SampleService service) {
        return beside.submit(() -> {
            var sent = 0;
            for (; !over.get(); sent++) {
                service.bean(Commands.class).send(new InstallLamp("lmp-live-" + sent, "live " + sent));
                service.bean(Commands.class).send(new SwitchLamp("lmp-" + sent % 50, sent / 50 % 2 == 1));
                if (sent % 10 == 0) {
                    service.bean(Commands.class).send(new RemoveLamp("lmp-live-" + sent));
                }
            }
            return sent;
        });
    }

    @Test
    void batchesOfAnySizeGiveTheSameDocumentsWhileTheViewServesLiveTraffic() throws Exception {
        try (var service = service("rebuilt")) {
            install(service, 50);
            settled(service);
            var view = service.bean(Views.class).of(LampRow.class);
            var traffic = traffic(service);
            var misses = new AtomicInteger();
            var reads = beside.submit((Callable<Integer>) () -> {
                var n = 0;
                for (; !over.get(); n++) {
                    misses.addAndGet(view.find("lmp-7").isPresent() ? 0 : 1);
                }
                return n;
            });
            for (var batch : BATCHES) {
                var outcome = rebuild(service, "rebuilt", batch);
                assertThat(outcome.first()).as("live and rebuilt from batches of " + batch).isEmpty();
                assertThat(outcome.hashRebuilt()).isEqualTo(outcome.hashLive());
                assertThat(outcome.switched()).isTrue();
            }
            over.set(true);
            assertThat(traffic.get()).as("commands sent meanwhile").isPositive();
            assertThat(reads.get()).as("reads meanwhile").isPositive();
            assertThat(misses).as("reads that found nothing").hasValue(0);
            settled(service);
            var hashes = new ArrayList<String>();
            for (var batch : BATCHES) {
                hashes.add(rebuild(service, "rebuilt", batch).hashRebuilt());
            }
            assertThat(hashes.stream().distinct()).hasSize(1);
            assertThat(generations("rebuilt")).containsExactly("view_rebuilt-lamps_" + 2 * BATCHES.size());
        }
    }

    @Test
    void aDifferenceKeepsTheLiveViewAndIsReportedUntilItIsAccepted() {
        try (var service = service("tampered")) {
            install(service, 5);
            settled(service);
            var row = database("tampered").getCollection("view_tampered-lamps_0");
            row.updateOne(new Document("_id", "lmp-3"), new Document("$set", new Document("row.name", "forged")));
            assertThat(ask(service, "tampered", false)).isEqualTo(202);
            var kept = ended(service);
            assertThat(kept.at("/rebuild/state").asString()).isEqualTo("DIFFERENT");
            assertThat(kept.at("/rebuild/outcome/first/0").asString()).isEqualTo("lmp-3");
            assertThat(kept.get("generation").asLong()).isZero();
            assertThat(generations("tampered")).containsExactly("view_tampered-lamps_0");
            assertThat(lamp(service, "lmp-3").name()).isEqualTo("forged");

            assertThat(ask(service, "tampered", true)).isEqualTo(202);
            var mended = ended(service);
            assertThat(mended.at("/rebuild/state").asString()).isEqualTo("SWITCHED");
            assertThat(mended.at("/rebuild/outcome/identical").asBoolean()).isFalse();
            assertThat(mended.get("generation").asLong()).isEqualTo(1);
            assertThat(mended.get("rows").asLong()).isEqualTo(5);
            assertThat(mended.get("lag").asLong()).isZero();
            assertThat(lamp(service, "lmp-3").name()).isEqualTo("lamp 3");
        }
    }

    @Test
    void aCrashInTheMiddleLeavesTheLiveViewAndTheNextRebuildWorks() {
        try (var service = service("crashed")) {
            install(service, 5);
            settled(service);
            var handled = new AtomicInteger();
            LampViews.fault = _ -> {
                if (handled.incrementAndGet() == 6) {
                    throw new OutOfMemoryError("as if the process died here");
                }
            };
            ask(service, "crashed", false);
            assertThat(ended(service).at("/rebuild/state").asString()).isEqualTo("FAILED");
            LampViews.mend();
            // what a process that died behind its inserts leaves
            database("crashed").getCollection("view_crashed-lamps_1").insertOne(new Document("_id", "lmp-0").append("sequence", 0L));
            service.bean(Commands.class).send(new SwitchLamp("lmp-4", false));
            settled(service);
            assertThat(lamp(service, "lmp-4").on()).as("the live view goes on").isFalse();
        }
        try (var service = service("crashed")) {
            settled(service);
            assertThat(lamp(service, "lmp-4").on()).isFalse();
            assertThat(rebuild(service, "crashed", 100).identical()).isTrue();
            assertThat(generations("crashed")).containsExactly("view_crashed-lamps_2");
            assertThat(lamp(service, "lmp-4").on()).isFalse();
        }
    }

    @Test
    void aRebuildBesideAnotherReplicaLosesNothing() throws Exception {
        try (var one = service("replicas"); var other = service("replicas")) {
            install(one, 50);
            settled(one);
            var traffic = traffic(one);
            var changed = new AtomicInteger();
            for (var round = 0; round < 3; round++) {
                var outcome = one.bean(ViewRebuild.class).rebuild("replicas-lamps", new Plan(50, true), _ -> {
                });
                changed.addAndGet(outcome.switched() ? 1 : 0);
            }
            over.set(true);
            assertThat(traffic.get()).isPositive();
            assertThat(changed).hasValue(3);
            settled(one);
            var last = rebuild(other, "replicas", 100);
            assertThat(last.first()).as("what the consumers of both replicas wrote, against the events").isEmpty();
            assertThat(last.identical()).isTrue();
            assertThat(lamp(one, "lmp-7")).isEqualTo(lamp(other, "lmp-7"));
        }
    }

    /** The other replica has read which rows are live and not written yet, while the switch happens; it never hears of it in time. */
    @Test
    void whatAnotherReplicaWritesToTheReplacedRowsIsNotLost() throws Exception {
        try (var one = service("window"); var other = service("window")) {
            one.bean(Consumers.class).stop();
            install(other, 5);
            settled(other);
            var writing = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            LampViews.fault = recorded -> {
                if (recorded.event().equals(new LampSwitched("lmp-3", false)) && writing.getCount() > 0) {
                    writing.countDown();
                    awaitQuietly(goOn);
                }
            };
            one.bean(Commands.class).send(new SwitchLamp("lmp-3", false));
            writing.await();
            var replaced = database("window").getCollection("view_window-lamps_0");

            var outcome = one.bean(ViewRebuild.class).rebuild("window-lamps", new Plan(100, false), _ -> {
            }, () -> {
                assertThat(lamp(one, "lmp-3").on()).as("the rebuilt view does not know of it").isTrue();
                goOn.countDown();
                await().atMost(PATIENCE).until(() -> replaced.find(new Document("_id", "lmp-3").append("row.on", false)).first() != null);
                await().atMost(PATIENCE).until(() -> view(other).get("lag").asLong() == 0);
            });

            assertThat(outcome.switched()).isTrue();
            assertThat(generations("window")).containsExactly("view_window-lamps_1");
            assertThat(lamp(one, "lmp-3").on()).isFalse();
            assertThat(lamp(other, "lmp-3").on()).isFalse();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static ViewRebuild.Outcome rebuild(SampleService service, String topic, int batch) {
        return service.bean(ViewRebuild.class).rebuild(topic + "-lamps", new Plan(batch, false), _ -> {
        });
    }

    private static int ask(SampleService service, String topic, boolean accept) {
        return service.manage("/actuator/views/" + topic + "-lamps/rebuild", "{\"acceptDifference\":\"" + accept + "\"}").statusCode();
    }

    private static JsonNode ended(SampleService service) {
        await().atMost(PATIENCE).until(() -> !view(service).at("/rebuild/state").asString().equals("RUNNING"));
        return view(service);
    }

    /** Everything that was committed is in the view. */
    private static void settled(SampleService service) {
        await().atMost(PATIENCE).until(() -> relayed(service) && view(service).get("lag").asLong() == 0);
        // a lag asked of Kafka before the relay was at the end may be older than it
        await().atMost(PATIENCE).during(Duration.ofMillis(500)).until(() -> view(service).get("lag").asLong() == 0);
    }

    private static boolean relayed(SampleService service) {
        return JSON.readTree(service.manage("/actuator/relay").body()).get(0).get("lag").asLong() == 0;
    }

    private static JsonNode view(SampleService service) {
        return JSON.readTree(service.manage("/actuator/views").body()).get(0);
    }

    private static LampRow lamp(SampleService service, String id) {
        return service.bean(Views.class).of(LampRow.class).find(id).orElseThrow().value();
    }

    private MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    private List<String> generations(String topic) {
        return database(topic).listCollectionNames().into(new ArrayList<>()).stream().filter(name -> name.startsWith("view_" + topic))
                .toList();
    }
}
