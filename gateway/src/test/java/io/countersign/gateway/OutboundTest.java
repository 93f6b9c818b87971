package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Whatever address is registered, the gateway calls none of its own kind: judged at each connection (server-side request forgery). */
class OutboundTest extends GatewayTest {
    @LocalManagementPort
    private int management;

    @TestFactory
    Stream<DynamicTest> theManagementPortIsNeverCalledHoweverItIsWritten() {
        return Stream.of("127.0.0.1", "localhost", "127.0.0.2", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "[::]", "2130706433")
                .map(host -> DynamicTest.dynamicTest(host, () -> {
                    var response = call("doors-" + Integer.toHexString(host.hashCode()),
                            "http://" + host + ":" + management + "/actuator/health");
                    assertThat(response.statusCode()).isEqualTo(502);
                    assertThat(json(response.body()).path("code").asString()).isIn("upstream_refused", "upstream_unavailable");
                    assertThat(response.body()).doesNotContain("UP");
                }));
    }

    @TestFactory
    Stream<DynamicTest> anAddressThatIsNotOpenIsRefusedByItsCode() {
        return Stream.of("http://127.0.0.1:" + management + "/", "http://localhost:" + management + "/", "http://0.0.0.0:" + upstreamPort()
                + "/upstream", "http://169.254.169.254/latest", "http://10.0.0.1/", "https://[fd00::1]/", "https://[64:ff9b::a00:1]/")
                .map(url -> DynamicTest.dynamicTest(url, () -> {
                    var response = call("closed-" + Integer.toHexString(url.hashCode()), url);
                    assertThat(response.statusCode()).isEqualTo(502);
                    assertThat(json(response.body()).path("code").asString()).isEqualTo("upstream_refused");
                    assertThat(UPSTREAM.received).isEmpty();
                }));
    }

    @Test
    void anOpenAddressIsCalledByItsNameToo() {
        assertThat(call("open", "http://localhost:" + upstreamPort() + "/upstream").statusCode()).isEqualTo(200);
        assertThat(UPSTREAM.received).hasSize(1);
    }

    private static int upstreamPort() {
        return URI.create(UPSTREAM.url()).getPort();
    }

    private HttpResponse<String> call(String slug, String upstream) {
        PEERS.upstreams.put(slug, upstream);
        var path = "/o/acme/mcp/" + slug;
        return send(path, request -> request.header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKENS.with(slug, claims -> claims.audience(BASE + path)))
                .POST(BodyPublishers.ofString(LIST)));
    }
}
