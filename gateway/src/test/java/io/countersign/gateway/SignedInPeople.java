package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.countersign.testkit.Probe;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.Parts;
import io.countersign.testkit.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Two gateways under one address on one database, services that speak the contracts, and the real Keycloak, whose logout tokens are kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SignedInPeople {
    static final String AUTHORIZE = "/o/acme/oauth2/authorize?response_type=code&client_id=cli-1&state=x%20y%2Bz&redirect_uri="
            + "http%3A%2F%2F127.0.0.1%3A4711%2Fcb&scope=a+b&code_challenge=Zm9v&code_challenge_method=S256";
    static final String SERVERS = "/api/v1/orgs/acme/servers";
    private static final HttpClient WEB = HttpClient.newHttpClient();

    final KeycloakPart keycloak = Parts.keycloak();
    final ShiftedClock clock = new ShiftedClock();
    final int port = Probe.freePort();
    final int otherPort = Probe.freePort();
    final String base = "http://127.0.0.1:" + port;
    final FakePeers peers = new FakePeers(base, "http://127.0.0.1:1");
    final List<String> logoutTokens = new CopyOnWriteArrayList<>();
    final Replicas gateways = new Replicas(base, peers, clock, "countersign.keycloak.issuer=" + keycloak.issuer(),
            "countersign.keycloak.client-secret=" + KeycloakPart.GATEWAY_SECRET,
            "spring.mongodb.uri=" + Parts.mongoUri("gateway-" + UUID.randomUUID()));
    private HttpServer backChannel;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        backChannel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backChannel.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            logoutTokens.add(URLDecoder.decode(body.substring(body.indexOf("logout_token=") + 13).split("&")[0], StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(backChannel(logoutTokens.getLast()).statusCode(), -1);
            exchange.close();
        });
        backChannel.start();
        theRealmKnowsThisAddress();
        gateways.start(port);
        gateways.start(otherPort);
    }

    @AfterAll
    void stop() {
        gateways.close();
        backChannel.stop(0);
        peers.close();
    }

    @BeforeEach
    void standing() throws IOException, InterruptedException {
        clock.comeBack();
        peers.inward.clear();
        peers.roles.put(Person.OWNER.id(), List.of("owner"));
        peers.members.addAll(List.of(Person.OWNER.id(), Person.FIRST_MEMBER.id()));
        for (var person : Person.all()) {
            administer("POST", "/users/" + person.id() + "/logout", "");
        }
        logoutTokens.clear();
    }

    Browser browser() {
        return new Browser(base, port);
    }

    HttpResponse<String> backChannel(String token) {
        return browser().send("/logout/backchannel", "POST", "logout_token=" + Browser.encode(token));
    }

    /** The requests that services got, without the gateway's own questions. */
    List<FakePeers.Inward> passedOn() {
        return peers.inward.stream().filter(request -> !request.path().startsWith("/internal/")).toList();
    }

    JWTClaimsSet passport(FakePeers.Inward request) {
        try {
            return SignedJWT.parse(Objects.requireNonNull(request.header("Authorization")).substring(7)).getJWTClaimsSet();
        } catch (ParseException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The realm that is imported knows one address; this test has its own. */
    private void theRealmKnowsThisAddress() throws IOException, InterruptedException {
        var client = (ObjectNode) JsonMapper.shared()
                .readTree(administer("GET", "/clients?clientId=" + KeycloakPart.GATEWAY_CLIENT, "").body()).get(0);
        client.putArray("redirectUris").add(base + "/login/callback");
        client.withObject("attributes").put("post.logout.redirect.uris", base + "/logout").put("backchannel.logout.url",
                "http://127.0.0.1:" + backChannel.getAddress().getPort() + "/logout/backchannel");
        administer("PUT", "/clients/" + client.path("id").asString(), client.toString());
    }

    HttpResponse<String> administer(String method, String path, String body) throws IOException, InterruptedException {
        var answer = WEB.send(HttpRequest.newBuilder(URI.create(keycloak.url() + "/admin/realms/" + KeycloakPart.REALM + path))
                .header("Authorization", "Bearer " + administrator()).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer;
    }

    private String administrator() throws IOException, InterruptedException {
        var form = Map.of("grant_type", "password", "client_id", "admin-cli", "username", KeycloakPart.ADMIN_USERNAME, "password",
                KeycloakPart.ADMIN_PASSWORD);
        var body = form.entrySet().stream().map(field -> field.getKey() + "=" + Browser.encode(field.getValue()))
                .collect(java.util.stream.Collectors.joining("&"));
        return JsonMapper.shared()
                .readTree(WEB.send(HttpRequest.newBuilder(URI.create(keycloak.url() + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)).build(),
                        BodyHandlers.ofString()).body())
                .path("access_token").asString();
    }
}
