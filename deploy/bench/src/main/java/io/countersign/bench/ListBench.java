package io.countersign.bench;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.PublicClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/** An organization with very many connections, as its owner asks for them, through the gateway: lists, filters, search, groups, and ends. */
final class ListBench {
    /** How many connections: {@code -Dcountersign.bench.connections}. */
    private static final int CONNECTIONS = Integer.getInteger("countersign.bench.connections", 100_000);
    private static final int MEMBERS = 5_000;
    private static final int CLIENTS = 21;
    private static final int CALLERS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration RUN = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int BULKS = 20;
    private static final int BULK = 100;
    private static final double NANOS_PER_MILLI = 1e6;
    private final LocalPlatform platform;
    private final Pids pids;
    private final Clock clock;
    private final Api owner;
    private final List<String> clients;

    ListBench(LocalPlatform platform, Pids pids, Clock clock) {
        this.platform = platform;
        this.pids = pids;
        this.clock = clock;
        this.owner = new Api(platform.target(), platform.target().ownerKey());
        this.clients = IntStream.range(0, CLIENTS)
                .mapToObj(n -> PublicClient.register(platform.target(), platform.sampleServer(), name(n), "sample:read")).toList();
    }

    private static String name(int client) {
        return "Bench client " + client;
    }

    void run(Results results) {
        fill(results);
        results.section("Lists of " + CONNECTIONS + " connections of " + MEMBERS + " members, " + CALLERS + " callers",
                "question,requests/s,p50 ms,p99 ms,CPU-s per 1000 (gateway and token-service)");
        var member = owner.get("/connections?clientId=" + clients.get(1) + "&limit=1").expect(200).body().at("/items/0/subject/id")
                .asString();
        var page = owner.get("/connections?limit=50").expect(200).text("nextCursor");
        List.of("", "?limit=200", "?cursor=" + page, "?status=ACTIVE", "?status=REVOKED&sort=lastUsedAt", "?status=EXPIRED",
                "?clientId=" + clients.get(1), "?memberId=" + member, "?q=client%207", "?sort=name", "?sort=client",
                "?sort=expiresAt&order=desc",
                "?facets=STATUS,CLIENT,SERVER&limit=1", "?flag=NEVER_USED", "/groups?by=client", "/groups?by=member", "/groups?by=server")
                .forEach(question -> measure("/connections" + question, results));
        measure("/overview", results);
        results.note("Goal: p99 at most 100 ms, facets and totals included.");
        bulk(results);
        endOfClient(results);
    }

    private void fill(Results results) {
        var begun = System.nanoTime();
        var mongodb = platform.describe().parts().stream().filter(part -> part.name().equals("mongodb")).findFirst().orElseThrow();
        new ManyConnections(platform.describe().organization().id(), platform.sampleServer(), clients, MEMBERS, clock)
                .append(mongodb.address(), "token", CONNECTIONS);
        var appended = System.nanoTime();
        until("all are listed", () -> total("includePast=true") >= CONNECTIONS);
        results.section("Filling with " + CONNECTIONS + " connections", "what,seconds");
        results.row("appended to the log", (appended - begun) / 1e9);
        results.row("all listed after that", (System.nanoTime() - appended) / 1e9);
    }

    private long total(String query) {
        return owner.get("/connections?limit=1&" + query).expect(200).body().at("/total/value").asLong();
    }

    private void measure(String question, Results results) {
        var target = platform.target();
        var request = Request.get(target.gateway().resolve(target.api(question)),
                Map.of("Authorization", "Bearer " + target.ownerKey(), "Accept", "application/json"));
        Runnable call = () -> answered(request.send().statusCode(), question);
        new Load(CALLERS, WARM_UP).run(call);
        var servers = List.of(pids.of("gateway").getFirst(), pids.of("token-service").getFirst());
        var before = Cpu.seconds(servers);
        var outcome = new Load(CALLERS, RUN).run(call);
        results.row("`" + question + "`", outcome.perSecond(), outcome.p50(), outcome.p99(),
                (Cpu.seconds(servers) - before) * 1000 / Math.max(1, outcome.count()));
    }

    private static void answered(int status, String question) {
        if (status != 200) {
            throw new IllegalStateException(question + " was answered with " + status);
        }
    }

    private void bulk(Results results) {
        results.section("Bulk revoke of " + BULK, "calls,p50 ms,p99 ms");
        var latencies = new Histogram(3);
        for (var n = 0; n < BULKS; n++) {
            var targets = actives(clients.get(2 + n % (CLIENTS - 2)), BULK).stream().map(id -> Map.of("connectionId", id)).toList();
            var begun = System.nanoTime();
            owner.post("/connections:bulkRevoke", Map.of("targets", targets, "reasonCode", "ADMIN")).expect(200);
            latencies.recordValue(System.nanoTime() - begun);
        }
        results.row(BULKS, latencies.getValueAtPercentile(50) / NANOS_PER_MILLI, latencies.getValueAtPercentile(99) / NANOS_PER_MILLI);
        results.note("Goal: answered within 150 ms.");
    }

    private List<String> actives(String client, int count) {
        Iterable<JsonNode> items = owner.get("/connections?status=ACTIVE&limit=" + count + "&clientId=" + client).expect(200).body()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false).map(item -> item.path("id").asString()).toList();
    }

    /** While half of all connections end with their client, an owner ends others one by one. */
    private void endOfClient(Results results) {
        var many = total("status=ACTIVE&clientId=" + clients.getFirst());
        var others = actives(clients.get(1), 200).iterator();
        var over = new AtomicBoolean();
        var latencies = new ConcurrentHistogram(3);
        var begun = System.nanoTime();
        owner.post("/clients/" + clients.getFirst() + "/revoke", Map.of("confirm", name(0), "reasonCode", "ADMIN")).expect(204);
        var accepted = System.nanoTime();
        var meanwhile = Thread.ofVirtual().start(() -> revoke(others, over, latencies));
        until("all of the client are ended", () -> total("status=ACTIVE&clientId=" + clients.getFirst()) == 0);
        var ended = System.nanoTime();
        over.set(true);
        join(meanwhile);
        results.section("A client with " + many + " active connections is revoked",
                "accepted ms,all shown as ended after s,commands of others meanwhile,p50 ms,p99 ms");
        results.row((accepted - begun) / NANOS_PER_MILLI, (ended - accepted) / 1e9, latencies.getTotalCount(),
                latencies.getValueAtPercentile(50) / NANOS_PER_MILLI, latencies.getValueAtPercentile(99) / NANOS_PER_MILLI);
        results.note(
                "Every call of them is refused with the acceptance already; this is the book-keeping. Goal: others' commands p99 under 100 ms.");
    }

    private void revoke(Iterator<String> connections, AtomicBoolean over, ConcurrentHistogram latencies) {
        while (!over.get() && connections.hasNext()) {
            var begun = System.nanoTime();
            owner.post("/connections/" + connections.next() + "/revoke", Map.of("reasonCode", "ADMIN")).expect(200);
            latencies.recordValue(System.nanoTime() - begun);
        }
    }

    private static void until(String what, BooleanSupplier holds) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Not after " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
