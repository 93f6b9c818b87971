package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyTest extends GatewayTest {
    @Nested
    class GivenAToolThatNeedsASecondScope {
        // RS-14, RS-15
        @Test
        void aTokenWithoutItIsToldAllScopes() {
            var response = post(TOKENS.of("scope"), call("secret_report"));
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("error=\"insufficient_scope\"")
                    .contains("scope=\"sample:read sample:admin\"").contains("resource_metadata=\"" + BASE);
            assertThat(UPSTREAM.received).isEmpty();
            assertThat(facts.of("ToolDenied")).singleElement()
                    .satisfies(fact -> assertThat(fact.path("data").path("code").asString()).isEqualTo("insufficient_scope"));
        }

        @Test
        void aTokenWithItMayCallIt() {
            var token = TOKENS.with("admin", claims -> claims.claim("scope", "sample:read sample:admin"));
            assertThat(post(token, call("secret_report")).statusCode()).isEqualTo(200);
        }
    }

    // TR-01, TL-05 and what two parsers could read in two ways
    @TestFactory
    Stream<DynamicTest> aBodyThatPolicyCannotReadIs400() {
        return Stream
                .of("", " ", "null", "7", "\"x\"", "[]", "[" + call("secret_report") + "]", "{", "{}", "{\"method\":7}",
                        "{\"method\":null}",
                        "{\"params\":{}}", call("echo") + call("secret_report"), call("echo") + " x",
                        "{\"method\":\"tools/list\",\"method\":\"tools/call\",\"params\":{\"name\":\"secret_report\"}}",
                        "{\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"name\":\"secret_report\"}}",
                        "{\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"},\"params\":{\"name\":\"secret_report\"}}",
                        "{\"method\":\"tools/call\",\"params\":{\"n\\u0061me\":\"echo\",\"name\":\"secret_report\"}}",
                        "{\"method\":\"tools/call\"}", "{\"method\":\"tools/call\",\"params\":[\"secret_report\"]}",
                        "{\"method\":\"tools/call\",\"params\":{\"name\":7}}", "{'method':'tools/list'}", "{\"method\":\"tools/list\",}",
                        "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000), "{\"id\":1e" + "9".repeat(2_000) + ",\"method\":\"ping\"}",
                        "\u0000", "<xml/>")
                .map(body -> DynamicTest.dynamicTest("<" + (body.length() > 60 ? body.substring(0, 60) : body) + ">", () -> {
                    assertThat(post(TOKENS.of("body"), body).statusCode()).isEqualTo(400);
                    assertThat(UPSTREAM.received).isEmpty();
                }));
    }

    @Test
    void anEscapedMethodIsTheMethodItSpells() {
        assertThat(post(TOKENS.of("escape"), "{\"m\\u0065thod\":\"tools/c\\u0061ll\",\"params\":{\"name\":\"secret\\u005freport\"}}")
                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(rawPost("Authorization: Bearer " + TOKENS.of("latin") + "\r\n", "{\"method\":\"ping\",\"x\":\"").substring(9, 12))
                .isEqualTo("400");
        var utf16 = new String("{\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        assertThat(
                raw("POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + TOKENS.of("utf16") + "\r\nContent-Length: " + utf16.length() + "\r\n\r\n" + utf16))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void onlyPlainJsonIsRead() {
        var token = "Authorization: Bearer " + TOKENS.of("type") + "\r\n";
        assertThat(rawPost(token + "Content-Encoding: gzip\r\n", LIST)).startsWith("HTTP/1.1 415");
        assertThat(
                raw("POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: close\r\nContent-Type: text/plain\r\n" + token
                        + "Content-Length: " + LIST.length() + "\r\n\r\n" + LIST))
                .startsWith("HTTP/1.1 415");
    }

    @Test
    void aBodyBeyondTheLimitIs413() {
        assertThat(
                raw("POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + TOKENS.of("large") + "\r\nContent-Length: 5000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void anAnswerToTheServersRequestPasses() {
        assertThat(post(TOKENS.of("answer"), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").statusCode()).isEqualTo(200);
    }

    // TR-04..TR-08
    @Nested
    class GivenTheModernEra {
        private int status(String body, String... headers) {
            return post(TOKENS.of("modern"), body, Stream.concat(Stream.of("MCP-Protocol-Version", "2026-07-28"), Stream.of(headers))
                    .toArray(String[]::new)).statusCode();
        }

        @Test
        void headersThatMatchTheBodyPass() {
            assertThat(status(call("echo"), "Mcp-Method", "tools/call", "Mcp-Name", "echo")).isEqualTo(200);
            assertThat(status(LIST, "Mcp-Method", "tools/list")).isEqualTo(200);
        }

        @Test
        void anEncodedNameIsDecodedBeforeItIsCompared() {
            var encoded = "=?base64?" + Base64.getEncoder().encodeToString("écho".getBytes(StandardCharsets.UTF_8)) + "?=";
            assertThat(status(call("écho"), "Mcp-Method", "tools/call", "Mcp-Name", encoded)).isEqualTo(200);
            assertThat(status(call("echo"), "Mcp-Method", "tools/call", "Mcp-Name", encoded)).isEqualTo(400);
            assertThat(status(call("echo"), "Mcp-Method", "tools/call", "Mcp-Name", "=?base64?!?=")).isEqualTo(400);
        }

        @Test
        void aMissingOrContradictingHeaderIs400WithItsCode() {
            var response = post(TOKENS.of("modern"), call("secret_report"), "MCP-Protocol-Version", "2026-07-28", "Mcp-Method",
                    "tools/call", "Mcp-Name",
                    "echo");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response.body()).path("error").path("code").asInt()).isEqualTo(-32020);
            assertThat(json(response.body()).path("id").asInt()).isEqualTo(1);
            assertThat(status(call("echo"), "Mcp-Name", "echo")).isEqualTo(400);
            assertThat(status(call("echo"), "Mcp-Method", "tools/call")).isEqualTo(400);
            assertThat(status(call("echo"), "Mcp-Method", "tools/list", "Mcp-Name", "echo")).isEqualTo(400);
            assertThat(status(call("echo"), "Mcp-Method", "Tools/Call", "Mcp-Name", "echo")).isEqualTo(400);
        }

        @Test
        void theVersionInTheBodyHasToMatch() {
            var body = "{\"id\":\"a\\\"b\",\"method\":\"ping\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2025-11-25\"}}}";
            var response = post(TOKENS.of("modern"), body, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "ping");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response.body()).path("id").asString()).isEqualTo("a\"b");
        }
    }

    // TR-05, TR-07: extensions bind the header to fields of their own
    @Test
    void aNameOfAMethodThatIsNotOfTheCoreGoesThroughUnjudged() throws InterruptedException {
        for (var version : new String[]{"2025-06-18", "2026-07-28"}) {
            for (var method : new String[]{"tasks/get", "tasks/result", "x.example/do", "completion/complete"}) {
                var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                        + "\",\"params\":{\"taskId\":\"t-1\",\"name\":\"other\"}}";
                assertThat(post(TOKENS.of("tasks"), body, "MCP-Protocol-Version", version, "Mcp-Method", method, "Mcp-Name", "t-1")
                        .statusCode()).as(method).isEqualTo(200);
                assertThat(UPSTREAM.next().header("Mcp-Name")).isEqualTo("t-1");
            }
            assertThat(post(TOKENS.of("tasks"), call("echo"), "MCP-Protocol-Version", version, "Mcp-Method", "tasks/get", "Mcp-Name", "t-1")
                    .statusCode()).isEqualTo(400);
            assertThat(
                    post(TOKENS.of("tasks"), call("secret_report"), "MCP-Protocol-Version", version, "Mcp-Method", "tools/call", "Mcp-Name",
                            "secret_report").statusCode())
                    .isEqualTo(403);
        }
        assertThat(UPSTREAM.received).isEmpty();
    }

    @Test
    void aMirroredHeaderHasToBeTrueInTheLegacyEraToo() {
        assertThat(post(TOKENS.of("legacy"), call("secret_report"), "Mcp-Name", "echo").statusCode()).isEqualTo(400);
        assertThat(post(TOKENS.of("legacy"), call("echo"), "MCP-Protocol-Version", "2025-06-18").statusCode()).isEqualTo(200);
    }
}
