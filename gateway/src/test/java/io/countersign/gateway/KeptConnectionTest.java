package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Every request on a kept connection gets its own answer, in order (RFC 9112, sections 9.3 and 9.3.2). */
class KeptConnectionTest extends GatewayTest {
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    /** What is refused at once while the answer before it is still on its way, and what comes after it. */
    @Test
    void aRefusalBehindAnAnswerThatTakesTimeLeavesTheConnectionInUse() throws IOException {
        try (var client = new RawClient(PORT, GENEROUS)) {
            for (var i = 0; i < 5; i++) {
                for (var refused : List.of(Kind.MCP_GET, Kind.MCP_EMPTY_POST, Kind.MCP_UNKNOWN_METHOD, Kind.NOTHING_THERE,
                        Kind.AMBIGUOUS)) {
                    var one = Kind.TOKEN.request("a" + i);
                    var two = refused.request("b" + i);
                    client.send(one + two);
                    answered(client, Kind.TOKEN, "a" + i);
                    answered(client, refused, "b" + i);
                    client.send(refused.request("c" + i));
                    answered(client, refused, "c" + i);
                }
            }
        }
    }

    @Test
    void everyRequestOfAnyMixtureIsAnswered() throws Exception {
        var clients = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 16; i++) {
            var random = new Random(i);
            clients.add(() -> mixture(random));
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(clients)) {
                assertThat(done.get()).isGreaterThan(0);
            }
        }
    }

    private static int mixture(Random random) throws IOException {
        var asked = 0;
        try (var client = new RawClient(PORT, GENEROUS)) {
            for (var round = 0; round < 60; round++) {
                var together = new ArrayList<Kind>();
                var requests = new StringBuilder();
                for (var i = random.nextInt(4); i >= 0; i--) {
                    var kind = Kind.values()[random.nextInt(Kind.values().length)];
                    requests.append(kind.request(String.valueOf(asked + together.size())));
                    together.add(kind);
                }
                client.send(requests.toString());
                for (var kind : together) {
                    answered(client, kind, String.valueOf(asked++));
                }
            }
        }
        return asked;
    }

    private static void answered(RawClient client, Kind kind, String number) throws IOException {
        var answer = Objects.requireNonNull(client.next(), () -> kind + " " + number);
        assertThat(answer.status()).as("%s %s: %s", kind, number, answer).isEqualTo(kind.status);
        assertThat(answer.header("X-Correlation-Id")).as("%s", kind).isEqualTo(correlation(number));
    }

    private static String correlation(String number) {
        return "correlation-" + number;
    }

    /** Requests of every part of the gateway, answered and refused, with and without a body. */
    private enum Kind {
        TOKEN(200, "POST", "/o/acme/oauth2/token", "Content-Type: application/x-www-form-urlencoded\r\n",
                "grant_type=client_credentials"), TOKEN_PUT(200, "PUT", "/o/acme/oauth2/token", "", ""), ISSUER(200, "GET",
                        "/.well-known/oauth-authorization-server/o/acme", "",
                        null), RESOURCE(200, "GET", "/.well-known/oauth-protected-resource/o/acme/mcp/sample", "", null), API(200, "GET",
                                "/api/v1/orgs/acme/servers", "Authorization: Bearer " + FakePeers.OWNER_KEY + "\r\n",
                                null), API_WRITE(200, "POST", "/api/v1/orgs/acme/servers",
                                        "Content-Type: application/json\r\nAuthorization: Bearer " + FakePeers.OWNER_KEY
                                                + "\r\n",
                                        "{\"name\":\"x\"}"), API_REFUSED(401, "GET", "/api/v1/orgs/acme/servers", "",
                                                null), API_WRITE_REFUSED(401, "POST", "/api/v1/orgs/acme/servers",
                                                        "Content-Type: application/json\r\n", "{\"name\":\"x\"}"), MCP_CALL(200, "POST",
                                                                MCP,
                                                                "Content-Type: application/json\r\nAuthorization: Bearer "
                                                                        + TOKENS.of("kept") + "\r\n",
                                                                LIST), MCP_GET(401, "GET", MCP, "", null), MCP_EMPTY_POST(401, "POST", MCP,
                                                                        "Authorization: Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.e30.AAAA\r\n",
                                                                        ""), MCP_POST(401, "POST", MCP,
                                                                                "Content-Type: application/json\r\n", LIST), MCP_BATCH(400,
                                                                                        "POST", MCP,
                                                                                        "Content-Type: application/json\r\nAuthorization: Bearer "
                                                                                                + TOKENS.of("kept") + "\r\n",
                                                                                        "[" + LIST + "]"), MCP_UNKNOWN_METHOD(405, "PUT",
                                                                                                MCP, "", ""), MCP_PREFLIGHT(204, "OPTIONS",
                                                                                                        MCP, "", null), MCP_NOWHERE(404,
                                                                                                                "POST", "/o/acme/mcp/none",
                                                                                                                "", ""), NOTHING_THERE(404,
                                                                                                                        "GET",
                                                                                                                        "/nothing/there",
                                                                                                                        "",
                                                                                                                        null), AMBIGUOUS(
                                                                                                                                400, "GET",
                                                                                                                                "/o/acme/%2e%2e/mcp/sample",
                                                                                                                                "",
                                                                                                                                null), FOREIGN_PAGE(
                                                                                                                                        403,
                                                                                                                                        "POST",
                                                                                                                                        MCP,
                                                                                                                                        "Origin: https://evil.example\r\n",
                                                                                                                                        LIST);

        private final int status;
        private final String head;
        private final String body;

        Kind(int status, String method, String path, String headers, @org.jspecify.annotations.Nullable String body) {
            this.status = status;
            this.body = body == null ? "" : body;
            this.head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\n" + headers
                    + (body == null ? "" : "Content-Length: " + body.length() + "\r\n");
        }

        String request(String number) {
            return head + "X-Correlation-Id: " + correlation(number) + "\r\n\r\n" + body;
        }
    }
}
