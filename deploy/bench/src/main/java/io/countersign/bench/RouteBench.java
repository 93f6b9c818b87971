package io.countersign.bench;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.StepReporter;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Target;
import io.countersign.local.demo.TokenEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** An authorized MCP call through the gateway beside the bare route of Spring Cloud Gateway and the direct call, to an upstream of no cost. */
final class RouteBench {
    private static final H2Load EIGHT = new H2Load(8, Duration.ofSeconds(10));
    private static final H2Load ONE = new H2Load(1, Duration.ofSeconds(10));
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"hello\"}}}";
    private final LocalPlatform platform;
    private final Pids pids;
    private final Path data;

    RouteBench(LocalPlatform platform, Pids pids, Path data) {
        this.platform = platform;
        this.pids = pids;
        this.data = data;
    }

    void run(Results results) {
        try (var upstream = Helper.start(FixedUpstream.class, data, port -> List.of(Integer.toString(port)));
                var bare = Helper.start(BareGateway.class, data, port -> List.of("--server.port=" + port, "--server.address=127.0.0.1",
                        "--logging.level.root=warn", "--upstream=" + upstream.uri("/")))) {
            var target = upstream(platform.target(), upstream.uri("/mcp"));
            var server = Setup.registerServer(target, "bench");
            var client = Setup.registerClient(target, server, "Bench route");
            var token = TokenEndpoint.token(Discovery.discover(server.resource(), StepReporter.silent()), client);
            var call = Request.mcp(URI.create(server.resource()), token, CALL);
            var bareCall = Request.mcp(bare.uri("/mcp"), token, CALL);
            var directCall = Request.mcp(upstream.uri("/mcp"), token, CALL);
            Function<H2Load, Side> gateway = load -> new Side("gateway", () -> load.run(call), pids.of("gateway"), pids.but("gateway"));
            Function<H2Load, Side> route = load -> new Side("bare Spring Cloud Gateway route", () -> load.run(bareCall), bare.pids(),
                    upstream.pids());
            Side.compare("MCP tool call, 8 connections", results, gateway.apply(EIGHT), route.apply(EIGHT));
            results.note("Goal: at most 0.12 CPU-s per 1,000 in the gateway, at least 0.8 of the bare route's requests/s.");
            Side.compare("MCP tool call, 1 connection", results, gateway.apply(ONE), route.apply(ONE),
                    new Side("direct call", () -> ONE.run(directCall), upstream.pids(), List.of()));
            results.note("Goal: p50 at most 0.3 ms and p99 at most 3 ms above the direct call.");
            Profile.of(pids.of("gateway")).during(() -> EIGHT.run(call)).print("gateway", results);
        }
    }

    private static Target upstream(Target target, URI upstream) {
        return new Target(target.gateway(), target.organization(), target.ownerKey(), target.auditorKey(), upstream, target.exports(),
                target.verifierKey(), target.witness());
    }
}
