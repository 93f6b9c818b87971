package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProxyTest extends GatewayTest {
    @Test
    void originalBytesGoUpstreamAndBack() throws InterruptedException {
        var body = "{ \"jsonrpc\":\"2.0\" ,\n\t\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"t\":\"\\u00e9 é\"}}}";
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{ \"odd\" :  [1,2 ] }"));
        var response = post(TOKENS.of("bytes"), body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{ \"odd\" :  [1,2 ] }");
        assertThat(UPSTREAM.next().body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theQueryGoesUpstreamAsItWasWritten() throws InterruptedException {
        send(MCP + "?a=b%20c&d=%2F", request -> request.header("Authorization", "Bearer " + TOKENS.of("query")));
        assertThat(UPSTREAM.next().head()).startsWith("GET /upstream?a=b%20c&d=%2F HTTP/1.1");
    }

    @Test
    void aQueryThatNoAddressMayHaveIs400() {
        assertThat(raw("GET " + MCP + "?x=[]|\"<> HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: close\r\nAuthorization: Bearer "
                + TOKENS.of("query") + "\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("\"bad_request\"");
        assertThat(UPSTREAM.received).isEmpty();
    }

    @Test
    void credentialsAndTheWayHereStayBehind() throws InterruptedException {
        rawPost("Authorization: Bearer " + TOKENS.of("strip") + "\r\nCookie: a=b\r\nDPoP: proof\r\nForwarded: for=1.2.3.4\r\n"
                + "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil\r\nTxn-Token: forged\r\nX-Hop: 1\r\nMcp-Param-Region: eu\r\nX-Custom: kept\r\n"
                + "Txn_Token: forged\r\nTXN_TOKEN: forged\r\nX_Forwarded_For: 1.2.3.4\r\nX_Real_IP: 1.2.3.4\r\nMcp_Session_Id: forged\r\nConnection: X-Hop\r\n",
                LIST);
        var upstream = UPSTREAM.next();
        assertThat(upstream.head()).startsWith("POST /upstream HTTP/1.1");
        for (var gone : new String[]{"Authorization", "Cookie", "DPoP", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Hop",
                "Txn_Token",
                "X_Forwarded_For", "X_Real_IP", "Mcp_Session_Id"}) {
            assertThat(upstream.has(gone)).as(gone).isFalse();
        }
        assertThat(upstream.header("Mcp-Param-Region")).isEqualTo("eu");
        assertThat(upstream.header("X-Custom")).isEqualTo("kept");
        assertThat(upstream.header("Txn-Token")).isNotEqualTo("forged");
        assertThat(upstream.header("Host")).startsWith("127.0.0.1:").doesNotContain(String.valueOf(PORT));
    }

    @Test
    void theServerLearnsTheCallerFromATransactionToken() throws InterruptedException, ParseException {
        post(TOKENS.of("txn"), LIST);
        var token = SignedJWT.parse(UPSTREAM.next().header("Txn-Token"));
        var claims = token.getJWTClaimsSet();
        assertThat(token.getHeader().getType()).hasToString("txntoken+jwt");
        assertThat(claims.getIssuer()).isEqualTo(BASE);
        assertThat(claims.getAudience()).containsExactly(UPSTREAM.url());
        assertThat(claims.getSubject()).isEqualTo("cli-txn");
        assertThat(claims.getStringClaim("cid")).isEqualTo("con-txn");
        var keys = json(send("/.well-known/jwks.json", request -> request).body());
        assertThat(keys.path("keys").path(0).path("kid").asString()).isEqualTo(token.getHeader().getKeyID());
        assertThat(keys.path("keys").path(0).has("d")).isFalse();
    }

    @Nested
    class GivenTheServerRefuses {
        @Test
        void statusAndBodyComeBackUnchanged() {
            for (var status : new int[]{400, 403, 404, 405, 500}) {
                UPSTREAM.plays((request, out) -> RawUpstream.json(out, status, "{\"error\":{\"code\":-32601}}"));
                var response = post(TOKENS.of("refuses"), LIST);
                assertThat(response.statusCode()).isEqualTo(status);
                assertThat(response.body()).isEqualTo("{\"error\":{\"code\":-32601}}");
            }
        }

        // spec 5.3.9: the client would look for the wrong authorization server
        @Test
        void a401IsTheGatewaysOwnProblem() {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 401, "{}", "WWW-Authenticate: Bearer realm=\"theirs\""));
            var response = post(TOKENS.of("their401"), LIST);
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(json(response.body()).path("code").asString()).isEqualTo("upstream_auth_required");
        }

        @Test
        void aRedirectIsNotFollowedPastTheGateway() {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 307, "{}", "Location: http://127.0.0.1:1/"));
            assertThat(post(TOKENS.of("redirect"), LIST).statusCode()).isEqualTo(502);
        }

        @Test
        void itsCookiesAreNotSetOnOurOrigin() {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "Set-Cookie: a=b", "Access-Control-Allow-Origin: *"));
            var response = post(TOKENS.of("cookie"), LIST);
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void anUnreachableServerIs502() {
        var token = TOKENS.with("gone", claims -> claims.audience(BASE + "/o/acme/mcp/gone"));
        var response = send("/o/acme/mcp/gone", request -> request.header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(LIST)));
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response.body()).path("code").asString()).isEqualTo("upstream_unavailable");
    }

    // TL-02, RS-18
    @Nested
    class GivenASession {
        @Test
        void itsOwnerUsesItAndTheServerSeesItsOwnId() throws InterruptedException {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "Mcp-Session-Id: s.1"));
            var session = post(TOKENS.of("session"), LIST).headers().firstValue("Mcp-Session-Id").orElseThrow();
            UPSTREAM.next();
            assertThat(session).startsWith("s.1.");
            assertThat(post(TOKENS.of("session"), LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(200);
            assertThat(UPSTREAM.next().header("Mcp-Session-Id")).isEqualTo("s.1");
        }

        /** A step-up or a new authorization gives another connection to the same subject, client and server. */
        @Test
        void itOutlivesItsConnection() {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "Mcp-Session-Id: s2"));
            var session = post(TOKENS.of("session"), LIST).headers().firstValue("Mcp-Session-Id").orElseThrow();
            var successor = TOKENS.with("session", claims -> claims.claim("cid", "con-successor"));
            assertThat(post(successor, LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(200);
        }

        @Test
        void anotherPrincipalDoesNotKnowIt() {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "Mcp-Session-Id: s1"));
            var session = post(TOKENS.of("session"), LIST).headers().firstValue("Mcp-Session-Id").orElseThrow();
            assertThat(post(TOKENS.of("thief"), LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(404);
            assertThat(post(TOKENS.of("session"), LIST, "Mcp-Session-Id", "s1").statusCode()).isEqualTo(404);
        }

        // TR-17
        @Test
        void theModernEraIgnoresIt() throws InterruptedException {
            assertThat(post(TOKENS.of("modern"), LIST, "Mcp-Session-Id", "made-up", "MCP-Protocol-Version", "2026-07-28", "Mcp-Method",
                    "tools/list").statusCode()).isEqualTo(200);
            assertThat(UPSTREAM.next().has("Mcp-Session-Id")).isFalse();
        }
    }

    @Test
    void getAndDeleteHaveNoBodyUpstream() throws InterruptedException, IOException {
        assertThat(send(MCP, request -> request.header("Authorization", "Bearer " + TOKENS.of("get")).method("DELETE",
                BodyPublishers.ofString("smuggled"))).statusCode()).isEqualTo(200);
        var upstream = UPSTREAM.next();
        assertThat(upstream.head()).startsWith("DELETE ");
        assertThat(upstream.body()).isEmpty();
        assertThat(upstream.has("Transfer-Encoding")).isFalse();
    }

    @Test
    void aCallOfAToolIsReportedWithoutItsArguments() {
        var response = post(TOKENS.of("usage"), call("echo"));
        assertThat(response.headers().firstValue("X-Correlation-Id")).isPresent();
        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(facts.of("ToolCalled")).singleElement().satisfies(fact -> {
            assertThat(fact.path("data").path("connectionId").asString()).isEqualTo("con-usage");
            assertThat(fact.path("data").path("tool").asString()).isEqualTo("echo");
            assertThat(fact.path("data").path("status").asInt()).isEqualTo(200);
            assertThat(fact.path("data").path("n").isIntegralNumber()).isTrue();
        }));
    }
}
