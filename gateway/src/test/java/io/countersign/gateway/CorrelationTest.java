package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

class CorrelationTest extends GatewayTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Autowired
    private MeterRegistry meters;

    @TestFactory
    Stream<DynamicTest> everyAnswerCarriesTheCallersIdAndAMalformedOneIsReplaced() {
        var bearer = "Bearer " + TOKENS.of("correlated");
        var gone = "Bearer " + TOKENS.with("gone", claims -> claims.audience(BASE + "/o/acme/mcp/gone"));
        table.end("connection:con-cut-off");
        return Stream.of(
                answer(200, "an MCP answer", MCP, call(bearer, LIST)),
                answer(401, "a challenge", MCP, request -> request),
                answer(401, "cut off", MCP, call("Bearer " + TOKENS.of("cut-off"), LIST)),
                answer(403, "a missing scope", MCP, call(bearer, call("secret_report"))),
                answer(400, "a body that is no message", MCP, call(bearer, "[]")),
                answer(400, "a mirrored header that lies", MCP, request -> call(bearer, LIST).apply(request).header("Mcp-Method", "ping")),
                answer(415, "not JSON", MCP, request -> request.header("Authorization", bearer).POST(BodyPublishers.ofString("x"))),
                answer(405, "a method the transport does not know", MCP, request -> request.method("PUT", BodyPublishers.noBody())),
                answer(404, "a server that does not exist", "/o/acme/mcp/none", call(bearer, LIST)),
                answer(502, "a server that cannot be reached", "/o/acme/mcp/gone", call(gone, LIST)),
                answer(200, "metadata", "/.well-known/oauth-protected-resource" + MCP, request -> request),
                answer(200, "the API", "/api/v1/orgs/acme/servers",
                        request -> request.header("Authorization", "Bearer " + FakePeers.OWNER_KEY)),
                answer(401, "a stranger at the API", "/api/v1/orgs/acme/servers", request -> request),
                answer(404, "no such path", "/nothing", request -> request),
                answer(403, "a foreign origin", MCP, request -> request.header("Origin", "https://evil.example")),
                answer(400, "an ambiguous path", "/o/acme/mcp/%2e", request -> request),
                answer(200, "the authorization server", "/o/acme/oauth2/token",
                        request -> request.POST(BodyPublishers.ofString("grant_type=x"))));
    }

    private DynamicTest answer(int status, String what, String path, UnaryOperator<HttpRequest.Builder> change) {
        return DynamicTest.dynamicTest(what, () -> {
            var answered = send(path, request -> change.apply(request).header("X-Correlation-Id", "of-the-caller-1"));
            assertThat(answered.statusCode()).isEqualTo(status);
            assertThat(answered.headers().allValues("X-Correlation-Id")).containsExactly("of-the-caller-1");
            assertThat(send(path, request -> change.apply(request).header("X-Correlation-Id", "not/well formed")).headers()
                    .allValues("X-Correlation-Id")).singleElement().asString().matches("[0-9A-Z]{26}");
        });
    }

    private static UnaryOperator<HttpRequest.Builder> call(String authorization, String body) {
        return request -> request.header("Authorization", authorization).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    @Test
    void theIdAndTheTraceGoUpstreamAndUpstreamsOwnIdIsNotAnswered() throws InterruptedException {
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "X-Correlation-Id: of-the-server"));
        var answered = post(TOKENS.of("upstream"), LIST, "X-Correlation-Id", "of-the-caller-2", "traceparent", TRACE, "tracestate",
                "vendor=7");
        assertThat(answered.headers().allValues("X-Correlation-Id")).containsExactly("of-the-caller-2");
        var upstream = UPSTREAM.next();
        assertThat(upstream.header("X-Correlation-Id")).isEqualTo("of-the-caller-2");
        assertThat(upstream.header("traceparent")).isEqualTo(TRACE);
        assertThat(upstream.header("tracestate")).isEqualTo("vendor=7");
    }

    @Test
    void anMcpCallIsTimedAndNotObserved() {
        post(TOKENS.of("timed"), LIST);
        send("/o/acme/mcp/none", request -> request);
        for (var status : List.of("200", "404")) {
            await().untilAsserted(() -> assertThat(meters.get("countersign.mcp.calls").tag("status", status).timer().count())
                    .isPositive());
        }
        assertThat(meters.find("http.server.requests").tag("uri", "/o/{organization}/mcp/{server}").timer()).isNull();
        assertThat(meters.find("http.client.requests").tag("spring.cloud.gateway.route.id", "mcp").timer()).isNull();
    }

    @Test
    void whatIsAskedForManyCallsIsOfNobodysTrace() {
        var neverAskedAbout = FakePeers.OWNER_KEY.replace("sss", "ttt");
        send("/api/v1/orgs/other/servers", request -> request.header("Authorization", "Bearer " + neverAskedAbout)
                .header("X-Correlation-Id", "of-the-caller.5").header("traceparent", TRACE));
        assertThat(PEERS.inward).isNotEmpty().allSatisfy(inward -> {
            assertThat(inward.path()).startsWith("/internal/");
            assertThat(inward.header("X-Correlation-Id")).isNull();
            assertThat(String.valueOf(inward.header("traceparent"))).doesNotStartWith(TRACE.substring(0, 36));
        });
    }

    @Test
    void theyGoInwardToo() {
        for (var call : Map.of("/api/v1/orgs/acme/servers", "Bearer " + FakePeers.OWNER_KEY, "/o/acme/oauth2/token", "Basic dTpw")
                .entrySet()) {
            PEERS.inward.clear();
            send(call.getKey(), request -> request.header("Authorization", call.getValue()).header("X-Correlation-Id", "of-the-caller-3")
                    .header("traceparent", TRACE));
            assertThat(PEERS.inward).filteredOn(inward -> !inward.path().startsWith("/internal/")).singleElement().satisfies(inward -> {
                assertThat(inward.header("X-Correlation-Id")).isEqualTo("of-the-caller-3");
                assertThat(inward.header("traceparent")).startsWith(TRACE.substring(0, 36));
            });
        }
    }
}
