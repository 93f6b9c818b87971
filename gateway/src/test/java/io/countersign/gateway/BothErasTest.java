package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.RawUpstream.Received;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The transport of 2026-07-28, which is stateless, and those that begin with {@code initialize}: what passes, and what is bound. */
class BothErasTest extends GatewayTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"%s\"}";

    @Nested
    class GivenTheStatelessEra {
        private HttpResponse<String> call(String method, String params) {
            return post(TOKENS.of("stateless"), request(method, params), "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method);
        }

        // TR-19
        @Test
        void discoveryIsAuthorizedLikeEverythingElseAndPassesUnchanged() throws InterruptedException {
            var answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"supportedVersions\":[\"2026-07-28\"]}}";
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, answer));
            assertThat(call("server/discover", META.formatted("2026-07-28")).body()).isEqualTo(answer);
            assertThat(UPSTREAM.next().body()).asString(StandardCharsets.UTF_8)
                    .isEqualTo(request("server/discover", META.formatted("2026-07-28")));
            assertThat(
                    post("nothing", request("server/discover", ""), "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "server/discover")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(UPSTREAM.received).isEmpty();
        }

        // TR-04
        @Test
        void aBodyThatSaysItsVersionSaysItInTheHeaderToo() {
            var body = request("ping", META.formatted("2026-07-28"));
            for (var response : new HttpResponse<?>[]{post(TOKENS.of("stateless"), body),
                    post(TOKENS.of("stateless"), body, "MCP-Protocol-Version", "2025-11-25")}) {
                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(json(String.valueOf(response.body())).path("error").path("code").asInt()).isEqualTo(-32020);
            }
            assertThat(UPSTREAM.received).isEmpty();
        }

        // TR-04, TR-10, TR-11: clients tell the eras apart by these bodies
        @Test
        void refusalsOfTheServerPassByteForByte() {
            for (var code : new int[]{-32022, -32021, -32020, -32601}) {
                var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":" + code + ",\"data\":{\"supported\":[\"2025-11-25\"]}}}";
                var status = code == -32601 ? 404 : 400;
                UPSTREAM.plays((request, out) -> RawUpstream.json(out, status, body));
                var response = call("ping", "");
                assertThat(response.statusCode()).isEqualTo(status);
                assertThat(response.body()).isEqualTo(body);
            }
        }

        // TR-12
        @Test
        void anAcceptedNotificationHasNoBody() {
            UPSTREAM.plays((request, out) -> {
                out.write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            });
            var response = post(TOKENS.of("stateless"), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}",
                    "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "notifications/cancelled");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            assertThat(response.body()).isEmpty();
        }

        // TR-13, TR-20
        @Test
        void theStreamOfARequestPassesByteForByte() {
            var events = ": alive\n\nid: 1\nretry: 10\ndata: {\"result\":{\"resultType\":\"input_required\",\"requestState\":\"a+/\\u003d\"}}\n\n";
            UPSTREAM.plays((request, out) -> stream(out, events, "X-Accel-Buffering: no"));
            var response = call("prompts/list", "");
            assertThat(response.body()).isEqualTo(events);
            assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
        }

        // TR-15
        @Test
        void aSubscriptionThatIsCutOffEndsWithItsResultAndIsNotHadAgain() throws IOException {
            var gone = new CountDownLatch(1);
            UPSTREAM.plays((request, out) -> {
                RawUpstream.sse(out);
                RawUpstream.chunk(out, "data: {\"method\":\"notifications/subscriptions/acknowledged\"}\n\n");
                untilClosed(out, gone);
            });
            try (var client = new Subscriber(TOKENS.of("listen"))) {
                client.until("acknowledged");
                table.end("connection:con-listen");
                client.until("{\"jsonrpc\":\"2.0\",\"id\":\"s-1\",\"result\":{\"resultType\":\"complete\"}}");
            }
            assertThat(gone).satisfies(latch -> assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue());
            assertThat(post(TOKENS.of("listen"), request("ping", "")).statusCode()).isEqualTo(401);
        }
    }

    @Nested
    class GivenAnEraThatBeginsWithInitialize {
        // TL-02, TL-03, TR-02
        @Test
        void whatTheClientSaysOfVersionAndAcceptedTypesPassesAndNothingIsMadeUp() throws InterruptedException {
            post(TOKENS.of("initialize"), request("initialize", ""));
            var first = UPSTREAM.next();
            assertThat(first.has("MCP-Protocol-Version")).isFalse();
            assertThat(first.header("Accept")).isEqualTo("application/json, text/event-stream");
            post(TOKENS.of("initialize"), LIST, "MCP-Protocol-Version", "2025-11-25");
            assertThat(UPSTREAM.next().header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
        }

        // TL-01, TL-06, TL-07
        @Test
        void aStreamIsResumedWithinItsSessionByItsOwnerAlone() throws InterruptedException {
            var session = opened("resume");
            var events = "id: 8\nretry: 1500\ndata: {\"id\":1,\"result\":{}}\n\n";
            UPSTREAM.plays((request, out) -> stream(out, events));
            var resumed = get("resume", session);
            assertThat(resumed.body()).isEqualTo(events);
            var received = UPSTREAM.next();
            assertThat(received.head()).startsWith("GET ");
            assertThat(received.header("Last-Event-ID")).isEqualTo("7");
            assertThat(received.header("Mcp-Session-Id")).isEqualTo("s-7");
            assertThat(get("somebody-else", session).statusCode()).isEqualTo(404);
            assertThat(UPSTREAM.received).isEmpty();
        }

        // TL-02
        @Test
        void aSessionIsEndedByItsOwnerAlone() throws InterruptedException {
            var session = opened("ends");
            assertThat(delete("somebody-else", session).statusCode()).isEqualTo(404);
            assertThat(UPSTREAM.received).isEmpty();
            assertThat(delete("ends", session).statusCode()).isEqualTo(200);
            Received received = UPSTREAM.next();
            assertThat(received.head()).startsWith("DELETE ");
            assertThat(received.header("Mcp-Session-Id")).isEqualTo("s-7");
        }

        private String opened(String who) throws InterruptedException {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "Mcp-Session-Id: s-7"));
            var session = post(TOKENS.of(who), request("initialize", "")).headers().firstValue("Mcp-Session-Id").orElseThrow();
            UPSTREAM.next();
            return session;
        }

        private HttpResponse<String> get(String who, String session) {
            return send(MCP, request -> request.header("Authorization", "Bearer " + TOKENS.of(who)).header("Accept", "text/event-stream")
                    .header("Mcp-Session-Id", session).header("Last-Event-ID", "7"));
        }

        private HttpResponse<String> delete(String who, String session) {
            return send(MCP, request -> request.header("Authorization", "Bearer " + TOKENS.of(who)).header("Mcp-Session-Id", session)
                    .DELETE());
        }
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }

    private static void stream(OutputStream out, String events, String... headers) throws IOException {
        var head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        out.write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
        RawUpstream.chunk(out, events);
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void untilClosed(OutputStream out, CountDownLatch gone) throws IOException, InterruptedException {
        try {
            while (!new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)) {
                RawUpstream.chunk(out, ": alive\n\n");
            }
        } catch (IOException closed) {
            gone.countDown();
            throw closed;
        }
    }

    /** Listens on a plain socket, to read the stream while it is open. */
    private static final class Subscriber implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
        private final BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Subscriber(String token) throws IOException {
            var body = "{\"jsonrpc\":\"2.0\",\"id\":\"s-1\",\"method\":\"subscriptions/listen\",\"params\":{}}";
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT
                    + "\r\nContent-Type: application/json\r\n"
                    + "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\n"
                    + "Authorization: Bearer " + token + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        void until(String text) throws IOException {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.contains(text)) {
                    return;
                }
            }
            throw new AssertionError("The stream ended before " + text);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
