package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ApiTest extends GatewayTest {
    private HttpResponse<String> get(String path) {
        return send(path, request -> request.header("Authorization", "Bearer " + FakePeers.OWNER_KEY).header("Cookie", "a=b")
                .header("X-Forwarded-For", "1.2.3.4").header("X-Real-IP", "1.2.3.4").header("If-Match", "\"1\""));
    }

    @Nested
    class GivenAManagementKey {
        @Test
        void theServiceGetsAPassportAndTheOrganizationsId() throws ParseException {
            PEERS.inward.clear();
            assertThat(get("/api/v1/orgs/acme/servers/srv-1?limit=5").statusCode()).isEqualTo(200);
            var inward = PEERS.inward.stream().filter(request -> request.path().startsWith("/api/")).findFirst().orElseThrow();
            assertThat(inward.path()).isEqualTo("/api/v1/orgs/" + FakePeers.ORGANIZATION + "/servers/srv-1");
            assertThat(inward.header("Cookie")).isNull();
            assertThat(inward.header("X-Forwarded-For")).isNull();
            assertThat(inward.header("X-Real-IP")).isEqualTo("127.0.0.1");
            assertThat(inward.header("If-Match")).isEqualTo("\"1\"");
            assertThat(inward.header("X-Correlation-Id")).isNotNull();
            var authorization = inward.header("Authorization");
            assertThat(authorization).isNotNull().startsWith("Bearer ");
            var passport = SignedJWT.parse(java.util.Objects.requireNonNull(authorization).substring(7)).getJWTClaimsSet();
            assertThat(passport.getAudience()).containsExactly("registry-service");
            assertThat(passport.getIssuer()).isEqualTo("gateway");
            assertThat(passport.getSubject()).isEqualTo("key-01JAAAAAAAAAAAAAAAAAAAAAAA");
            assertThat(passport.getStringClaim("org")).isEqualTo(FakePeers.ORGANIZATION);
        }

        @Test
        void eachAreaGoesToItsService() {
            for (var area : new String[]{"servers", "clients:search", "members", "connections/con-1/revoke", "events/e/proof",
                    "checkpoints"}) {
                assertThat(get("/api/v1/orgs/" + FakePeers.ORGANIZATION + "/" + area).statusCode()).as(area).isEqualTo(200);
            }
        }

        @Test
        void anotherOrganizationDoesNotExist() {
            assertThat(get("/api/v1/orgs/other/servers").statusCode()).isEqualTo(404);
            assertThat(get("/api/v1/orgs/none/servers").statusCode()).isEqualTo(404);
        }

        @Test
        void whatIsNotListedDoesNotExist() {
            for (var path : new String[]{"/api/v1/orgs/acme/internal", "/api/v1/orgs/acme", "/api/v1/orgs/acme/serversx",
                    "/internal/access", "/actuator/health",
                    "/api/v2/x", "/index.html"}) {
                var response = get(path);
                assertThat(response.statusCode()).as(path).isEqualTo(404);
                assertThat(json(response.body()).path("code").asString()).isEqualTo("not_found");
            }
        }

        @Test
        void itsSecretIsNotForwarded() {
            get("/api/v1/orgs/acme/servers");
            assertThat(PEERS.inward).noneSatisfy(request -> assertThat(request.toString()).contains("s".repeat(43)));
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverElseIsPresentedIs401() {
        return Stream
                .of("", "Bearer ", "Bearer csk_", "Bearer csk_key-01JBBBBBBBBBBBBBBBBBBBBBBB_" + "s".repeat(43), "Basic dTpw", "Bearer x",
                        "Bearer " + FakePeers.OWNER_KEY + " x", "Bearer " + TOKENS.of("mcp"))
                .map(credential -> DynamicTest.dynamicTest("<" + credential + ">", () -> {
                    var response = send("/api/v1/orgs/acme/servers",
                            request -> credential.isEmpty() ? request : request.header("Authorization", credential));
                    assertThat(response.statusCode()).isEqualTo(401);
                    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"countersign\"");
                    assertThat(json(response.body()).path("code").asString()).isEqualTo("token_invalid");
                }));
    }

    @Test
    void oauthGoesToTokenServiceWithTheClientsOwnCredentials() {
        var response = send("/o/acme/oauth2/token", request -> request.header("Authorization", "Basic dTpw").header("Cookie", "a=b")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        assertThat(response.statusCode()).isEqualTo(200);
        var inward = PEERS.inward.stream().filter(request -> request.path().equals("/o/acme/oauth2/token")).findFirst().orElseThrow();
        assertThat(inward.header("Authorization")).isEqualTo("Basic dTpw");
        assertThat(inward.header("Cookie")).isNull();
        for (var path : new String[]{"/.well-known/oauth-authorization-server/o/acme", "/.well-known/openid-configuration/o/acme",
                "/o/acme/.well-known/openid-configuration"}) {
            assertThat(send(path, request -> request.header("Origin", "https://any.example")).headers()
                    .firstValue("Access-Control-Allow-Origin"))
                    .as(path).contains("*");
        }
    }

    @TestFactory
    Stream<DynamicTest> aBodyOfMoreThanAMegabyteIs413WhetherItSaysSoOrNot() {
        var body = ("{\"name\":\"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        return Stream.of(BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .map(publisher -> DynamicTest.dynamicTest(publisher.contentLength() + " bytes announced", () -> {
                    var response = send("/api/v1/orgs/acme/projects", request -> request.POST(publisher)
                            .header("Content-Type", "application/json").header("Authorization", "Bearer " + FakePeers.OWNER_KEY));
                    assertThat(response.statusCode()).isEqualTo(413);
                    assertThat(json(response.body()).path("code").asString()).isEqualTo("content_too_large");
                }));
    }

    @Test
    void aSilentServiceIs503() {
        PEERS.silent = true;
        assertThat(send("/o/nobody/mcp/none", request -> request).statusCode()).isEqualTo(503);
    }

    // TR-03, spec 5.3.7
    @Nested
    class GivenABrowser {
        @Test
        void aForeignOriginIs403() {
            for (var origin : new String[]{"https://evil.example", "null", "http://127.0.0.1:1", BASE + ".evil.example"}) {
                assertThat(send(MCP, request -> request.header("Origin", origin)).statusCode()).as(origin).isEqualTo(403);
                assertThat(send("/api/v1/orgs/acme/servers", request -> request.header("Origin", origin)).statusCode()).isEqualTo(403);
            }
        }

        @Test
        void anAllowedOneSeesTheChallenge() {
            var response = send(MCP, request -> request.header("Origin", "https://inspector.example"));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("https://inspector.example");
            assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElseThrow()).contains("WWW-Authenticate",
                    "Mcp-Session-Id");
        }

        @Test
        void aPreflightNeedsNoToken() {
            var response = raw("OPTIONS " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT
                    + "\r\nConnection: close\r\nOrigin: https://inspector.example\r\n"
                    + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization, mcp-param-region, x-evil\r\n\r\n");
            assertThat(response).startsWith("HTTP/1.1 204")
                    .containsIgnoringCase("Access-Control-Allow-Headers: authorization, mcp-param-region")
                    .doesNotContain("x-evil");
        }
    }

    @TestFactory
    Stream<DynamicTest> aHostileRequestNeverGetsA5xx() {
        var host = "Host: 127.0.0.1:" + PORT + "\r\n";
        return Stream.of("GET / HTTP/1.1\r\nHost: evil.example\r\n", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "GET http://evil.example/ HTTP/1.1\r\n" + host, "GET /o/acme/mcp/../../internal/access HTTP/1.1\r\n" + host,
                "GET /api/v1/orgs/acme/servers/..%2f..%2finternal HTTP/1.1\r\n" + host, "GET //o/acme/mcp/sample HTTP/1.1\r\n" + host,
                "GET /o/acme/mcp/sample;x=y HTTP/1.1\r\n" + host, "GET /o/acme/mcp/%00 HTTP/1.1\r\n" + host,
                "GET /o/%ff/mcp/x HTTP/1.1\r\n" + host,
                "GET /%zz HTTP/1.1\r\n" + host, "GET /o/acme/mcp/sample?%zz HTTP/1.1\r\n" + host,
                "GET /o/acme/mcp/sample?a=b|c HTTP/1.1\r\n" + host,
                "TRACE /o/acme/mcp/sample HTTP/1.1\r\n" + host, "PUT /o/acme/mcp/sample HTTP/1.1\r\n" + host, "FOO / HTTP/1.1\r\n" + host,
                "HEAD /o/acme/mcp/sample HTTP/1.1\r\n" + host, "POST /o/acme/mcp/sample HTTP/1.1\r\n" + host + "Content-Length: -1\r\n",
                "POST /o/acme/mcp/sample HTTP/1.1\r\n" + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                "GET /o/acme/mcp/sample HTTP/1.1\r\n" + host + "Authorization: Bearer " + "x".repeat(20_000) + "\r\n",
                "GET /o/acme/mcp/sample HTTP/1.1\r\n" + host + "Authorization: \u0000\r\n",
                "GET /o/acme/mcp/sample HTTP/1.1\r\n" + host + "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n",
                "GET /o/acme/mcp/sample HTTP/1.1\r\n" + host + "Upgrade: websocket\r\nConnection: Upgrade, close\r\n",
                "POST /o/acme/oauth2/token HTTP/1.1\r\n" + host + "Content-Length: 2000000\r\n",
                "GET /" + "a".repeat(6_000) + " HTTP/1.1\r\n" + host).map(
                        request -> DynamicTest.dynamicTest(
                                request.lines().findFirst().orElse("").substring(0, Math.min(60, request.indexOf('\r'))), () -> {
                                    var response = raw(request + "Connection: close\r\n\r\n");
                                    assertThat(response).doesNotContain("HTTP/1.1 5", "HTTP/1.1 200", "Exception", "\tat ");
                                }));
    }
}
