package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Against DNS rebinding (TR-03): a page of a foreign name that resolves to this machine reaches nothing. */
class HostTest extends GatewayTest {
    private static final String OURS = "Host: 127.0.0.1:" + PORT + "\r\n";
    @LocalManagementPort
    private int management;

    private static final String EVIL = "Host: evil.example\r\n";

    @TestFactory
    Stream<DynamicTest> aForeignHostIs421OnEveryPath() {
        return Stream.of(MCP, "/.well-known/oauth-protected-resource" + MCP, "/api/v1/orgs/acme/servers", "/o/acme/oauth2/token",
                "/api/v1/openapi.json", "/nothing").map(path -> DynamicTest.dynamicTest(path, () -> {
                    for (var host : new String[]{EVIL, "Host: evil.example:" + PORT + "\r\n", "Host: 127.0.0.1\r\n",
                            "Host: 127.0.0.1:1\r\n", "Host: 127.0.0.1.evil.example:" + PORT + "\r\n"}) {
                        assertThat(get(path, host)).as(host).startsWith("HTTP/1.1 421 ").contains("\"host_unknown\"");
                    }
                }));
    }

    // RFC 9112, section 3.2
    @Test
    void aRequestWithoutAHostOrWithTwoIs400() {
        for (var hosts : new String[]{"", OURS + EVIL, EVIL + OURS, OURS + OURS}) {
            assertThat(get("/.well-known/oauth-protected-resource" + MCP, hosts)).as(hosts).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void anEmptyHostIsForeign() {
        assertThat(get("/.well-known/oauth-protected-resource" + MCP, "Host:\r\n")).matches("(?s)HTTP/1.1 4(00|21) .*");
    }

    @Test
    void ourOwnHostIsServedHoweverItIsWritten() {
        assertThat(get("/.well-known/oauth-protected-resource" + MCP, OURS)).startsWith("HTTP/1.1 200 ");
        assertThat(get("/.well-known/oauth-protected-resource" + MCP, OURS.replace("Host", "hOST"))).startsWith("HTTP/1.1 200 ");
    }

    // RFC 9112, section 3.2.2: the target's authority counts, and not the header's
    @TestFactory
    Stream<DynamicTest> anAbsoluteTargetIsOfTheHostItNames() {
        return Stream.of(MCP, "/.well-known/oauth-protected-resource" + MCP, "/nothing").map(path -> DynamicTest.dynamicTest(path, () -> {
            for (var authority : new String[]{"evil.example", "evil.example:" + PORT, "127.0.0.1", "user@127.0.0.1:" + PORT,
                    "127.0.0.1:" + PORT + ".evil.example", ""}) {
                assertThat(get("http://" + authority + path, OURS)).as(authority).startsWith("HTTP/1.1 421 ").contains("\"host_unknown\"");
            }
            var ours = "http://127.0.0.1:" + PORT + path;
            assertThat(get(ours, EVIL)).startsWith("HTTP/1.1 421 ");
            assertThat(status(get(ours, OURS))).isEqualTo(status(get(path, OURS))).isIn("200", "401", "404");
        }));
    }

    @Test
    void theManagementPortServesNoMcp() {
        assertThat(raw(management, "GET " + MCP + " HTTP/1.1\r\n" + OURS + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 404 ");
        assertThat(get(MCP, OURS)).startsWith("HTTP/1.1 401 ");
    }

    // K1: kubelet and Prometheus come by the pod's address, with anything in Host and without a correlation id
    @Test
    void theManagementPortIsReachedByAnyNameAndThePublicOneByItsOwn() {
        for (var path : new String[]{"/actuator/health/liveness", "/actuator/health/readiness"}) {
            assertThat(raw(management, "GET " + path + " HTTP/1.1\r\nHost: 10.1.2.3:9090\r\nOrigin: https://evil.example\r\n"
                    + "Connection: close\r\n\r\n")).as(path).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("x-correlation-id");
            assertThat(get(path, "Host: 10.1.2.3:9090\r\n")).as(path).startsWith("HTTP/1.1 421 ");
        }
    }

    // RFC 9112, section 3 and RFC 6585, section 5
    @Test
    void aRequestThatCannotBeReadIsToldWhy() {
        assertThat(get("/" + "x".repeat(17 << 10), OURS)).startsWith("HTTP/1.1 414 ").contains("\"code\":\"uri_too_long\"");
        assertThat(get("/nothing", OURS + "X-Long: " + "x".repeat(33 << 10) + "\r\n")).startsWith("HTTP/1.1 431 ")
                .contains("\"code\":\"headers_too_large\"");
        var unreadable = raw("GET /nothing\r\n\r\n");
        assertThat(unreadable).startsWith("HTTP/1.1 400 ").contains("application/problem+json").contains("\"code\":\"bad_request\"")
                .containsIgnoringCase("connection: close");
        var length = Integer.parseInt(unreadable.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .findFirst().orElseThrow().substring("content-length:".length()).strip());
        assertThat(unreadable.substring(unreadable.indexOf("\r\n\r\n") + 4)).hasSize(length);
    }

    private static String status(String answer) {
        return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    }

    private static String get(String path, String hosts) {
        return raw("GET " + path + " HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
    }
}
