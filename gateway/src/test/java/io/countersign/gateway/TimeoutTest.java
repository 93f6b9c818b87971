package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.UpstreamTimeouts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whoever the gateway waits for in vain, client, server or service, costs nothing but a connection (RFC 9110, sections 15.5.9, 15.6.5). */
class TimeoutTest extends GatewayTest {
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final RawUpstream HUNG = new RawUpstream();

    @DynamicPropertySource
    static void times(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
        registry.add("countersign.gateway.client-timeouts.idle", () -> "3s");
        registry.add("countersign.gateway.client-timeouts.head", () -> "2s");
        registry.add("countersign.gateway.client-timeouts.body", () -> "2s");
        registry.add("countersign.gateway.client-timeouts.request", () -> "5s");
        registry.add("countersign.gateway.answer-timeouts.head", () -> "10s");
        registry.add("countersign.gateway.answer-timeouts.pieces", () -> "2s");
    }

    @AfterEach
    void answerAgain() {
        PEERS.hung.clear();
        PEERS.upstreams.clear();
        PEERS.timeouts.clear();
    }

    @Nested
    class AClientThat {
        @Test
        void sendsNothingIsClosed() throws IOException {
            try (var client = new RawClient(port(), GENEROUS)) {
                assertThat(client.next()).isNull();
            }
        }

        @Test
        void sendsNothingMoreIsClosed() throws IOException {
            try (var client = new RawClient(port(), GENEROUS)) {
                client.send("GET /.well-known/oauth-authorization-server/o/acme HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n\r\n");
                assertThat(answer(client).status()).isEqualTo(200);
                assertThat(client.next()).isNull();
            }
        }

        @Test
        void dripsItsHeadIsTooSlow() throws IOException {
            assertThat(dripped("GET / HTTP/1.1\r\nX: ", "x").status()).isEqualTo(408);
        }

        @Test
        void dripsItsBodyIsTooSlow() throws IOException {
            var mcp = "POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + port()
                    + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + TOKENS.of("drip") + "\r\nContent-Length: 100\r\n\r\n";
            assertThat(dripped(mcp, " ").status()).isEqualTo(408);
        }

        @Test
        void stopsInItsBodyIsTooSlow() throws IOException {
            var mcp = "POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + port()
                    + "\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + TOKENS.of("stop") + "\r\nContent-Length: 10\r\n\r\n{";
            for (var begun : List.of(mcp, tokenRequest() + "grant")) {
                try (var client = new RawClient(port(), GENEROUS)) {
                    client.send(begun);
                    var answer = answer(client);
                    assertThat(answer.status()).isEqualTo(408);
                    assertThat(json(answer.body()).path("code").asString()).isEqualTo("request_timeout");
                    assertThat(client.next()).isNull();
                }
            }
        }

        /** One byte at a time, faster than any single wait. */
        private RawClient.Answer dripped(String begin, String drop) throws IOException {
            try (var client = new RawClient(port(), GENEROUS)) {
                client.send(begin);
                var drip = CompletableFuture.runAsync(() -> {
                    try {
                        for (var i = 0; i < 90 && !new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS); i++) {
                            client.send(drop);
                        }
                    } catch (IOException | InterruptedException closed) {
                        // That is what it is about.
                    }
                });
                var answer = answer(client);
                drip.cancel(true);
                return answer;
            }
        }

        private static RawClient.Answer answer(RawClient client) throws IOException {
            return Objects.requireNonNull(client.next());
        }
    }

    @Test
    void aServerThatDoesNotAnswerCostsItsCallersATimeoutAndNobodyElseAnything() {
        PEERS.upstreams.put("hung", HUNG.url());
        HUNG.plays((request, out) -> new CountDownLatch(1).await());
        assertThat(post(TOKENS.of("other"), LIST).statusCode()).isEqualTo(200);
        var waiting = IntStream.range(0, 50).mapToObj(i -> async("hung", "waits" + i)).toList();
        var calls = 0;
        while (waiting.stream().noneMatch(CompletableFuture::isDone)) {
            assertThat(post(TOKENS.of("other"), LIST).statusCode()).isEqualTo(200);
            calls++;
        }
        assertThat(calls).isGreaterThan(2);
        for (var call : waiting) {
            assertThat(call.join().statusCode()).isEqualTo(504);
            assertThat(json(call.join().body()).path("code").asString()).isEqualTo("upstream_timeout");
        }
    }

    @Test
    void aServerIsWaitedForAsItsRegistrationSays() {
        PEERS.upstreams.put("own", HUNG.url());
        PEERS.timeouts.put("own", new UpstreamTimeouts(1L, null, null));
        HUNG.plays((request, out) -> new CountDownLatch(1).await());
        UPSTREAM.plays((request, out) -> new CountDownLatch(1).await());
        var usual = async("sample", "usual");
        assertThat(async("own", "hurried").join().statusCode()).isEqualTo(504);
        assertThat(usual).isNotDone();
        assertThat(usual.join().statusCode()).isEqualTo(504);
    }

    @Test
    void aServerThatStopsInTheMiddleOfItsAnswerBreaksIt() {
        PEERS.upstreams.put("hung", HUNG.url());
        HUNG.plays((request, out) -> {
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            new CountDownLatch(1).await();
        });
        assertThat(async("hung", "middle").handle((answer, broken) -> broken != null).join()).isTrue();
    }

    @Test
    void aStreamMayBeSilentForLonger() {
        UPSTREAM.plays((request, out) -> {
            RawUpstream.sse(out);
            RawUpstream.chunk(out, "data: one\n\n");
            if (!new CountDownLatch(1).await(4, TimeUnit.SECONDS)) {
                RawUpstream.chunk(out, "data: two\n\n");
                RawUpstream.chunk(out, "");
            }
        });
        var answer = post(TOKENS.of("patient"), LIST);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("data: two");
    }

    @Test
    void aServiceThatDoesNotAnswerCostsItsCallersATimeout() {
        PEERS.hung.add("/o/acme/oauth2/token");
        var answer = send("/o/acme/oauth2/token",
                request -> request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("a=b")));
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(json(answer.body()).path("code").asString()).isEqualTo("service_timeout");
        assertThat(json(answer.body()).path("error").asString()).as("RFC 6749 section 5.2").isEqualTo("temporarily_unavailable");
        assertThat(post(TOKENS.of("other"), LIST).statusCode()).isEqualTo(200);
    }

    private String tokenRequest() {
        return "POST /o/acme/oauth2/token HTTP/1.1\r\nHost: 127.0.0.1:" + port()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\n";
    }

    private CompletableFuture<HttpResponse<String>> async(String server, String client) {
        var token = TOKENS.with(client, claims -> claims.audience(BASE + "/o/acme/mcp/" + server));
        return http.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/o/acme/mcp/" + server))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").timeout(GENEROUS)
                .POST(BodyPublishers.ofString(LIST)).build(), BodyHandlers.ofString());
    }
}
