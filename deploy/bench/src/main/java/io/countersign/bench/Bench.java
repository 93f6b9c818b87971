package io.countersign.bench;

import com.mongodb.client.MongoClients;
import io.countersign.eventstore.MongoEventLog;
import io.countersign.local.Description.ProcessOf;
import io.countersign.local.LocalPlatform;
import io.countersign.local.Progress;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.Narrator;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.TokenEndpoint;
import io.countersign.testkit.Launch;
import io.countersign.testkit.MongoPart;
import io.countersign.testkit.Probe;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one command: starts what it measures, alternates product and peer, writes the dated result file. */
public final class Bench {
    private static final Load EIGHT = new Load(8, Duration.ofSeconds(10));
    private static final int ROUNDS = 3;
    private final Results results;
    private final LocalPlatform platform;

    private Bench(Results results, LocalPlatform platform) {
        this.results = results;
        this.platform = platform;
    }

    public static void main(String... arguments) throws Exception {
        var project = Path.of(System.getProperty("countersign.project", "."));
        var data = Files.createTempDirectory("countersign-bench-");
        var platform = LocalPlatform.in(data, 28_080, project, Progress.printing(System.out));
        try {
            platform.up();
            var parts = platform.describe().parts().stream().map(part -> part.name() + " (" + part.kind() + ")").toList();
            var results = new Results(Clock.systemUTC(), System.getProperty("countersign.commit", "unknown"), parts);
            new Bench(results, platform).run(data);
            System.out.println("Written to " + results.write(project.resolve("deploy/bench/results"), Clock.systemUTC()));
        } finally {
            platform.down();
        }
    }

    private void run(Path data) {
        append(data);
        tokens();
        route(data);
        new RevocationBench(platform.target(), platform.sampleServer()).run(results);
    }

    private void append(Path data) {
        var mongo = new MongoPart(data.resolve("append"), Probe.freePort());
        mongo.start();
        try (var client = MongoClients.create(mongo.uri()); var log = MongoEventLog.open(client.getDatabase("append"), "bench", "bench")) {
            new AppendBench(log, client).run(results);
        } finally {
            mongo.kill();
        }
    }

    private void tokens() {
        var target = platform.target();
        var server = platform.sampleServer();
        var client = Setup.registerClient(target, server, "Bench tokens");
        var found = Discovery.discover(server.resource(), Narrator.silent());
        var keycloak = new KeycloakPeer(URI.create(platform.describe().keycloak()));
        var direct = URI.create(platform.tokenService() + "/o/" + target.organization() + "/oauth2/");
        var token = Http.form(direct.resolve("token"), client.id(), client.secret(),
                Map.of("grant_type", "client_credentials", "resource", found.resource(), "scope", found.scope()));
        var peerToken = keycloak.token();
        results.section("client_credentials, 8 connections, directly at the service", Side.COLUMNS);
        Side.compare(new Side("token-service", () -> Http.succeeds(token), pids("token-service"), others("token-service")),
                new Side("Keycloak 26.7.3", () -> Http.succeeds(peerToken), pids("keycloak"), List.of()), EIGHT, ROUNDS, results);
        var introspection = Http.form(direct.resolve("introspect"), client.id(), client.secret(),
                Map.of("token", TokenEndpoint.token(found, client)));
        var peerIntrospection = keycloak.introspection();
        results.section("introspection of a live token, 8 connections, directly at the service", Side.COLUMNS);
        Side.compare(new Side("token-service", () -> Http.succeeds(introspection), pids("token-service"), others("token-service")),
                new Side("Keycloak 26.7.3", () -> Http.succeeds(peerIntrospection), pids("keycloak"), List.of()), EIGHT, ROUNDS, results);
    }

    private void route(Path data) {
        var target = platform.target();
        var server = platform.sampleServer();
        var client = Setup.registerClient(target, server, "Bench route");
        var token = TokenEndpoint.token(Discovery.discover(server.resource(), Narrator.silent()), client);
        var port = Probe.freePort();
        var bare = new Launch("bare gateway", List.of(Launch.java(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), BareGateway.class.getName(), "--server.port=" + port, "--server.address=127.0.0.1",
                "--upstream=" + target.upstream().resolve("/")), Map.of(), data, data.resolve("bare-gateway.log"),
                () -> Probe.listens(port),
                Duration.ofMinutes(1));
        var process = bare.start();
        try {
            bare.awaitReady(process);
            results.section("an MCP ping through the route, 8 connections", Side.COLUMNS);
            var ours = ping(URI.create(server.resource()), token);
            var theirs = ping(URI.create("http://127.0.0.1:" + port + "/mcp"), token);
            Side.compare(new Side("gateway", () -> Http.send(ours).statusCode() < 500, pids("gateway"), others("gateway")),
                    new Side("bare Spring Cloud Gateway route", () -> Http.send(theirs).statusCode() < 500, List.of(process.pid()),
                            pids("sample-server")),
                    EIGHT, ROUNDS, results);
        } finally {
            process.destroy();
        }
    }

    /** Without a session the sample server answers 400 at once: what is measured is the way there and back. */
    private static HttpRequest ping(URI uri, String token) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")).build();
    }

    private List<Long> pids(String name) {
        return platform.describe().processes().stream().filter(process -> process.name().equals(name)).map(ProcessOf::pid).toList();
    }

    private List<Long> others(String name) {
        return platform.describe().processes().stream()
                .filter(process -> !process.name().equals(name) && !process.name().equals("keycloak"))
                .map(ProcessOf::pid).toList();
    }
}
