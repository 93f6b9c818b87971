package io.countersign.token.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.command.Commands;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import io.countersign.token.protocol.RunningTokenService;
import io.countersign.token.usage.UsedDays.Day;
import io.countersign.web.passport.Actor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Last activity (MG-12, section 2.7): each call counts once and no time goes back, whoever takes the facts in and however often. */
class UsageStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    @TempDir
    static Path directory;
    private static RunningTokenService service;
    private static UsageStore usages;

    @BeforeAll
    static void start() {
        service = new RunningTokenService(directory);
        usages = service.bean(UsageStore.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String connection(String id) {
        service.bean(Commands.class).send(
                new AuthorizeConnection(id,
                        new Parties("org-1", "prj-1", "cli-1", "srv-1", "https://host/mcp", SubjectType.MEMBER, "usr-1", null),
                        new Terms(new TreeSet<>(List.of("read")), new TreeMap<>(), 86_400, null), null, null),
                new Commands.Cause(new Actor(Actor.Type.SYSTEM, "test"), "org-1", null, "chain", null));
        return id;
    }

    private static Call call(String connectionId, long offset, Duration ago, String tool, String... scopes) {
        return new Call(connectionId, "countersign.usage-3", offset, NOW.minus(ago), tool, Set.of(scopes));
    }

    @Test
    void theLastCallIsKnownToTheMillisecondWithItsToolAndEveryScopeThatWasTaken() {
        var id = connection("con-exact");

        usages.add(List.of(call(id, 4, Duration.ofMinutes(9), "list", "read"), call(id, 5, Duration.ofMillis(61_001), "drop", "admin"),
                call(id, 6, Duration.ofMinutes(5), "list", "read")));

        assertThat(usages.of(id)).contains(new Usage(NOW.minus(Duration.ofMinutes(9)), NOW.minusMillis(61_001), "drop", 3,
                new TreeMap<>(Map.of("list", NOW.minus(Duration.ofMinutes(5)), "drop", NOW.minusMillis(61_001))),
                new TreeMap<>(Map.of("read", NOW.minus(Duration.ofMinutes(5)), "admin", NOW.minusMillis(61_001)))));
    }

    @Test
    void whatComesAgainHasNoEffectEvenWhenMoreComesWithIt() {
        var id = connection("con-again");
        var first = List.of(call(id, 1, Duration.ofMinutes(3), "list"), call(id, 2, Duration.ofMinutes(2), "echo"));
        usages.add(first);
        usages.add(first);
        usages.add(List.of(first.getLast(), call(id, 3, Duration.ofMinutes(1), "list")));

        assertThat(usages.of(id).orElseThrow().calls()).isEqualTo(3);
        assertThat(usages.of(id).orElseThrow().lastTool()).isEqualTo("list");
    }

    /** O-1: a refusal is no use, and is counted once, on its day. */
    @Test
    void whatWasOnlyRefusedWasNeverUsed() {
        var id = connection("con-refused");
        var refused = new RefusedCall(id, "countersign.usage-3", 7, NOW.minus(Duration.ofDays(1)), "insufficient_scope");
        usages.add(List.of(refused));
        usages.add(List.of(refused));
        assertThat(usages.of(id)).isEmpty();

        usages.add(List.of(refused, call(id, 8, Duration.ofMinutes(1), "list")));

        assertThat(usages.of(id).orElseThrow().calls()).isEqualTo(1);
        assertThat(usages.all(List.of(id)).getOrDefault(id, ConnectionUse.NEVER).days().days())
                .isEqualTo(Map.of(LocalDate.parse("2026-11-20"), new Day(0, new TreeMap<>(Map.of("insufficient_scope", 1L))),
                        LocalDate.parse("2026-11-21"), new Day(1, new TreeMap<>())));
    }

    /** A partition that is handed over is read by both for a moment. */
    @Test
    void twoReplicasThatTakeTheSameFactsCountEachOnce() throws Exception {
        var id = connection("con-two");
        var other = connection("con-other");
        var facts = IntStream.range(0, 60)
                .mapToObj(n -> call(n % 3 == 0 ? other : id, n, Duration.ofSeconds(600 - n), "tool-" + n)).toList();
        var replica = new UsageStore(service.bean(MongoDatabase.class), service.bean(Connections.class), service.bean(Clock.class));
        var barrier = new CyclicBarrier(8);
        var readers = IntStream.range(0, 8).mapToObj(n -> (Callable<Void>) () -> {
            for (var from = 0; from < facts.size(); from += 5) {
                barrier.await();
                (n % 2 == 0 ? usages : replica).add(facts.subList(0, Math.min(facts.size(), from + 5 + n)));
            }
            return null;
        }).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var reader : threads.invokeAll(readers)) {
                reader.get();
            }
        }

        assertThat(usages.of(List.of(id, other)).values()).extracting(Usage::calls).containsExactlyInAnyOrder(40L, 20L);
        assertThat(usages.of(id).orElseThrow().lastTool()).isEqualTo("tool-59");
    }

    /** A broker that lost its data begins anew at offset 0. */
    @Test
    void aTopicThatWasMadeAnewGoesOnCounting() {
        var id = connection("con-anew");
        usages.add(List.of(call(id, 900, Duration.ofMinutes(9), "list")));

        usages.add(List.of(call(id, 0, Duration.ofMinutes(2), "echo"), call(id, 1, Duration.ofMinutes(3), "list")));

        var usage = usages.of(id).orElseThrow();
        assertThat(usage.calls()).isEqualTo(3);
        assertThat(usage.firstCalledAt()).isEqualTo(NOW.minus(Duration.ofMinutes(9)));
        assertThat(usage.lastCalledAt()).isEqualTo(NOW.minus(Duration.ofMinutes(2)));
        assertThat(usage.lastTool()).isEqualTo("echo");
    }

    @Test
    void aGatewayWhoseClockIsAheadMovesNothingIntoTheFuture() {
        var id = connection("con-ahead");

        usages.add(List.of(call(id, 1, Duration.ofMinutes(-7), "echo")));

        assertThat(usages.of(id).orElseThrow().lastCalledAt()).isEqualTo(NOW);
    }

    @Test
    void aConnectionThatIsNotThereHasNoRow() {
        usages.add(List.of(call("con-nowhere", 1, Duration.ofMinutes(1), "echo")));
        assertThat(usages.of("con-nowhere")).isEmpty();

        var id = connection("con-deleted");
        usages.add(List.of(call(id, 1, Duration.ofMinutes(1), "echo")));
        usages.forget(id);
        assertThat(usages.of(id)).isEmpty();
    }

    @Test
    void theToolsAndScopesThatAreRememberedAreBounded() {
        var id = connection("con-scopes");

        usages.add(IntStream.range(0, 130).mapToObj(n -> call(id, n, Duration.ofSeconds(1_000 - n), "tool-" + n, "scope-" + n)).toList());

        assertThat(usages.of(id).orElseThrow().scopes()).hasSize(100).containsKey("scope-129").doesNotContainKey("scope-29");
        assertThat(usages.of(id).orElseThrow().tools()).hasSize(100).containsKey("tool-129").doesNotContainKey("tool-29");
    }
}
