package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.command.Commands;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.Streams;
import io.countersign.eventstore.EventLogException;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domain.md C20, MG-09: one action on many connections is looked at first, done to exactly those, watched, stopped and gone on with. */
@Tag("broker")
class BulkOperationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OPERATIONS = "/api/v1/orgs/org-1/bulk-operations";
    private static final int MANY = 250;
    @TempDir
    static Path directory;
    private static KafkaPart kafka;
    private static RunningTokenService service;
    private static Passport owner;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
        service = new RunningTokenService(directory, Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers()));
        owner = service.key(FakeRegistry.ORGANIZATION, "owner");
    }

    @AfterAll
    static void stop() {
        service.close();
        kafka.kill();
    }

    /** So many connections of that client, in the view as well. */
    private static List<String> authorized(String client, int many) {
        var ids = IntStream.range(0, many).mapToObj(n -> "con-%s-%03d".formatted(client, n)).toList();
        ids.forEach(id -> service.bean(Commands.class).send(new AuthorizeConnection(id,
                new Parties("org-1", "prj-1", client, "srv-1", "https://host", SubjectType.CLIENT, client, null),
                new Terms(new TreeSet<>(List.of("read")), new TreeMap<>(Map.of("client:" + client, 1L)), 3_600, null), null, null),
                new Commands.Cause(new Actor(Actor.Type.SYSTEM, "test"), "org-1", null, "chain", null)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(preview(owner, "REVOKE", selector(client)).body().path("targets").asInt())
                .isEqualTo(many));
        return ids;
    }

    private static String selector(String client) {
        return "{\"clientId\":\"" + client + "\"}";
    }

    private static Answer preview(Passport caller, String action, String selector) {
        return service.post(caller, OPERATIONS + "/preview", "{\"action\":\"%s\",\"selector\":%s}".formatted(action, selector));
    }

    private static Answer begin(Passport caller, String action, String selector, String digest) {
        return service.post(caller, OPERATIONS, "{\"action\":\"%s\",\"selector\":%s,\"reasonCode\":\"SECURITY\",\"digest\":\"%s\"}"
                .formatted(action, selector, digest));
    }

    private static String begun(Passport caller, String action, String selector) {
        var started = begin(caller, action, selector, preview(caller, action, selector).text("/digest"));
        assertThat(started.status()).as(started.content()).isEqualTo(201);
        return started.text("/id");
    }

    private static void becomes(String operation, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.get(owner, OPERATIONS + "/" + operation).text("/status")).isEqualTo(status));
    }

    private static boolean alive(String id) {
        return service.bean(Connections.class).load(id).state() instanceof Active;
    }

    private static List<Recorded<?>> ends(String id) {
        return service.bean(Streams.class)
                .load(id, List.<Recorded<?>>of(), (known, recorded) -> recorded.event() instanceof ConnectionRevoked
                        ? Stream.concat(known.stream(), Stream.<Recorded<?>>of(recorded)).toList()
                        : known)
                .state();
    }

    @Test
    void whatWasPreviewedEndsOnceInTheNameOfWhoBeganItThoughTheStoreIsFullNowAndThen() {
        var many = authorized("cli-many", MANY);
        var other = authorized("cli-other", 1).getFirst();
        var sent = new AtomicInteger();
        try (var _ = intercepting(() -> {
            if (sent.incrementAndGet() % 70 == 0) {
                throw new EventLogException.Overloaded("full");
            }
        })) {
            var operation = begun(owner, "REVOKE", selector("cli-many"));
            becomes(operation, "COMPLETED");

            var shown = service.get(owner, OPERATIONS + "/" + operation).body();
            assertThat(shown.path("targets").asInt()).isEqualTo(MANY);
            assertThat(shown.path("done").asInt() + shown.path("unchanged").asInt()).isEqualTo(MANY);
            assertThat(many).allSatisfy(id -> assertThat(ends(id)).singleElement().satisfies(end -> {
                assertThat(end.actor()).isEqualTo(owner.actor());
                assertThat(end.causationId()).isNotNull();
            }));
            assertThat(alive(other)).isTrue();
            assertThat(service.get(owner, OPERATIONS + "/" + operation + "/results?status=DONE&limit=200").body().path("items"))
                    .isNotEmpty();
            assertThat(service.get(owner, OPERATIONS + "/" + operation + "/results?status=PENDING").body().path("items")).isEmpty();
        }
    }

    @Test
    void whenTheSelectorStandsForOthersThanWerePreviewedNothingHappens() {
        var before = authorized("cli-moving", 2);
        var digest = preview(owner, "REVOKE", selector("cli-moving")).text("/digest");
        service.post(owner, "/api/v1/orgs/org-1/connections/" + before.getFirst() + "/revoke", "{\"reasonCode\":\"ADMIN\"}");
        await().atMost(PATIENCE).until(() -> preview(owner, "REVOKE", selector("cli-moving")).body().path("targets").asInt() == 1);

        var refused = begin(owner, "REVOKE", selector("cli-moving"), digest);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("selection_changed");
        assertThat(alive(before.getLast())).isTrue();
    }

    @Test
    void aCancelledOperationLeavesTheRestAloneUntilSomebodyGoesOnWithIt() throws Exception {
        var many = authorized("cli-cancelled", MANY);
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var sent = new AtomicInteger();
        String operation;
        try (var _ = intercepting(() -> {
            if (sent.incrementAndGet() == 120) {
                reached.countDown();
                passed(goOn);
            }
        })) {
            operation = begun(owner, "REVOKE", selector("cli-cancelled"));
            passed(reached);
            assertThat(service.post(owner, OPERATIONS + "/" + operation + "/cancel", "").status()).isEqualTo(204);
            goOn.countDown();
            becomes(operation, "CANCELLED");
            await().atMost(PATIENCE).until(() -> sent.get() >= 200);
        }
        assertThat(many).filteredOn(BulkOperationTest::alive).hasSize(MANY - 200);

        assertThat(service.post(owner, OPERATIONS + "/" + operation + "/resume", "").status()).isEqualTo(204);

        becomes(operation, "COMPLETED");
        assertThat(many).filteredOn(BulkOperationTest::alive).isEmpty();
        assertThat(service.post(owner, OPERATIONS + "/" + operation + "/resume", "").text("/code")).isEqualTo("already_terminal");
    }

    @Test
    void whatIsAliveIsNotDeletedAndTheReportSaysSo() {
        var ids = authorized("cli-deleted", 2);
        service.post(owner, "/api/v1/orgs/org-1/connections/" + ids.getFirst() + "/revoke", "{\"reasonCode\":\"ADMIN\"}");
        await().atMost(PATIENCE).until(() -> preview(owner, "DELETE", selector("cli-deleted")).body().path("targets").asInt() == 1);

        becomes(begun(owner, "DELETE", selector("cli-deleted")), "COMPLETED");
        var living = begun(owner, "DELETE", "{\"clientId\":\"cli-deleted\",\"status\":\"ACTIVE\"}");
        becomes(living, "PARTIALLY_COMPLETED");

        assertThat(service.get(owner, OPERATIONS + "/" + living + "/results").body().at("/items/0/code").asString())
                .isEqualTo("still_active");
        assertThat(alive(ids.getLast())).isTrue();
    }

    /** C26: who may look at connections only ends none, and nobody sees or steers what is another's. */
    @Test
    void nobodyReachesFurtherThanOneByOne() {
        authorized("cli-rights", 3);
        var operation = begun(owner, "REVOKE", selector("cli-rights"));
        var auditor = service.person(FakeRegistry.ORGANIZATION, "usr-auditor", "auditor");
        var stranger = service.person(FakeRegistry.ORGANIZATION, "usr-admin", "project-admin:prj-2");
        var elsewhere = service.key("org-2", "owner");

        assertThat(preview(auditor, "REVOKE", "{}").body().path("targets").asInt()).isZero();
        assertThat(preview(stranger, "REVOKE", "{}").body().path("targets").asInt()).isZero();
        assertThat(begin(auditor, "REVOKE", "{}", "0".repeat(64)).status()).isEqualTo(409);
        becomes(operation, "COMPLETED");
        assertThat(service.get(auditor, OPERATIONS + "/" + operation).status()).isEqualTo(200);
        assertThat(service.post(auditor, OPERATIONS + "/" + operation + "/cancel", "").status()).isEqualTo(403);
        assertThat(service.get(stranger, OPERATIONS + "/" + operation).status()).isEqualTo(404);
        assertThat(service.get(stranger, OPERATIONS + "/" + operation + "/results").status()).isEqualTo(404);
        assertThat(service.post(stranger, OPERATIONS + "/" + operation + "/cancel", "").status()).isEqualTo(404);
        assertThat(service.get(elsewhere, OPERATIONS.replace("org-1", "org-2") + "/" + operation).status()).isEqualTo(404);
    }

    /** Something happens before each end that is asked for, until closed. */
    private static Interception intercepting(Runnable before) {
        var registration = service.bean(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof RevokeConnection) {
                before.run();
            }
            return chain.proceed();
        });
        return registration::cancel;
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private interface Interception extends AutoCloseable {
        @Override
        void close();
    }
}
