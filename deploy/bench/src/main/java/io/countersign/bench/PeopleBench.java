package io.countersign.bench;

import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people's clients cost beside Keycloak: refresh with rotation, and the list of a member's own connections. */
final class PeopleBench {
    private static final int CALLERS = 8;
    private static final Duration RUN = Duration.ofSeconds(10);
    private static final String SCOPE = "sample:read";
    /** With an https redirect a consent on record is not asked for again, so that thousands of authorizations need no page. */
    private static final URI HOSTED = URI.create("https://client.example/callback");
    private final LocalPlatform platform;
    private final Pids pids;
    private final SampleServer server;
    private final KeycloakPeer keycloak;

    PeopleBench(LocalPlatform platform, Pids pids, KeycloakPeer keycloak) {
        this.platform = platform;
        this.pids = pids;
        this.server = platform.sampleServer();
        this.keycloak = keycloak;
    }

    void run(Results results) {
        refresh(results);
        connections(3, Person.FIRST_MEMBER, "0.30", results);
        connections(3_000, Person.SECOND_MEMBER, "0.60", results);
    }

    private Desktop desktop(Person person, String name) {
        var client = PublicClient.register(platform.target(), server, name, HOSTED, SCOPE);
        return Desktop.of(platform.target(), person, client, server, HOSTED);
    }

    private static Stream<Tokens> connect(Desktop desktop, int connections) {
        return IntStream.range(0, connections).mapToObj(_ -> desktop.connect(SCOPE));
    }

    private void refresh(Results results) {
        var endpoint = URI.create(platform.tokenService() + "/o/" + platform.target().organization() + "/oauth2/token");
        var desktop = desktop(Person.PROJECT_ADMIN, "Bench refresh");
        var ours = new Rotation(connect(desktop, CALLERS).map(tokens -> tokens.getRefreshToken().getValue()).toList(),
                token -> Request.form(endpoint, "", "", Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id",
                        desktop.clientId(), "resource", server.resource())));
        var holder = keycloak.holder("refreshing", CALLERS);
        var theirs = new Rotation(holder.refreshTokens(), token -> keycloak.refresh(holder, token));
        var load = new Load(CALLERS, RUN);
        Side.compare("Refresh with rotation, 8 chains, called from the bench's own process", results,
                new Side("token-service", () -> load.run(ours::next), pids.of("token-service"), pids.but("token-service")),
                new Side(KeycloakPeer.NAME, () -> load.run(theirs::next), pids.of("keycloak"), List.of()));
        results.note("Goal: at most 0.35 CPU-s per 1,000 in token-service and 1.0 in all other processes on the embedded server.");
        Profile.of(pids.of("token-service")).during(() -> load.run(ours::next)).print("token-service refreshing", results);
    }

    private void connections(int count, Person member, String goal, Results results) {
        var desktop = desktop(member, "Bench " + count);
        connect(desktop, count).forEach(_ -> {
        });
        var ours = Request.get(platform.target().gateway().resolve(platform.target().api("/me/connections")),
                Map.of("Cookie", desktop.browser().cookieHeader(), "Accept", "application/json"));
        var load = new H2Load(CALLERS, RUN);
        var holder = keycloak.holder("holder-of-" + count, count);
        var services = Stream.concat(pids.of("gateway").stream(), pids.of("token-service").stream()).toList();
        var others = Stream.of("mongo", "kafka", "registry-service", "consent-service", "audit-service")
                .flatMap(name -> pids.of(name).stream());
        Side.compare("A member's own " + count + " connections, the first page of ours, all of Keycloak's", results,
                new Side("gateway and token-service", () -> load.run(ours), services, others.toList()),
                new Side(KeycloakPeer.NAME, () -> load.run(keycloak.sessions(holder)), pids.of("keycloak"), List.of()));
        results.note("Goal: at most " + goal + " CPU-s per 1,000.");
    }
}
