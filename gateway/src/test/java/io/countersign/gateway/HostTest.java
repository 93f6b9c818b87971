package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against DNS rebinding (TR-03): a page of a foreign name that resolves to this machine reaches nothing. */
class HostTest extends GatewayTest {
    private static final String OURS = "Host: 127.0.0.1:" + PORT + "\r\n";
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

    private static String get(String path, String hosts) {
        return raw("GET " + path + " HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
    }
}
