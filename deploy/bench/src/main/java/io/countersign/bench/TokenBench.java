package io.countersign.bench;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.StepReporter;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.TokenEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** client_credentials and introspection beside Keycloak, each directly at the service, and where the processor time goes. */
final class TokenBench {
    private static final H2Load EIGHT = new H2Load(8, Duration.ofSeconds(10));
    private final LocalPlatform platform;
    private final Pids pids;
    private final KeycloakPeer keycloak;

    TokenBench(LocalPlatform platform, Pids pids, KeycloakPeer keycloak) {
        this.platform = platform;
        this.pids = pids;
        this.keycloak = keycloak;
    }

    void run(Results results) {
        var target = platform.target();
        var server = platform.sampleServer();
        var client = Setup.registerClient(target, server, "Bench tokens");
        var found = Discovery.discover(server.resource(), StepReporter.silent());
        var direct = URI.create(platform.tokenService() + "/o/" + target.organization() + "/oauth2/");
        var token = Request.form(direct.resolve("token"), client.id(), client.secret(),
                Map.of("grant_type", "client_credentials", "resource", found.resource(), "scope", found.scope()));
        compare("client_credentials, 8 connections", token, keycloak.token(), results);
        results.note("Goal: at most 0.25 CPU-s per 1,000 in token-service and 0.8 in all other processes on the embedded server.");
        var asking = Setup.registerResourceServer(target, server, "Bench resource server");
        var introspection = Request.form(direct.resolve("introspect"), asking.id(), asking.secret(),
                Map.of("token", TokenEndpoint.token(found, client)));
        compare("Introspection of a live token, 8 connections", introspection, keycloak.introspection(), results);
        results.note("Goal: at most 0.08 CPU-s per 1,000 in token-service.");
        Profile.of(pids.of("token-service")).during(() -> EIGHT.run(token)).print("token-service issuing tokens", results);
        Profile.of(pids.of("token-service")).during(() -> EIGHT.run(introspection)).print("token-service introspecting", results);
    }

    private void compare(String title, Request ours, Request theirs, Results results) {
        Side.compare(title, results, new Side("token-service", () -> EIGHT.run(ours), pids.of("token-service"), pids.but("token-service")),
                new Side(KeycloakPeer.NAME, () -> EIGHT.run(theirs), pids.of("keycloak"), List.of()));
    }
}
