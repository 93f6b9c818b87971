package io.countersign.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleServerTest {
    private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();
    private ECKey key;
    private HttpServer gateway;
    private SampleServer server;

    @BeforeEach
    void start() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("transaction-1").algorithm(JWSAlgorithm.ES256).generate();
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        gateway.createContext("/.well-known/jwks.json", exchange -> {
            exchange.sendResponseHeaders(200, jwks.length);
            try (var body = exchange.getResponseBody()) {
                body.write(jwks);
            }
        });
        gateway.start();
        server = SampleServer.start("--port=0", "--gateway-jwks", issuer() + "/.well-known/jwks.json");
    }

    @AfterEach
    void stop() {
        server.close();
        gateway.stop(0);
    }

    @Test
    void listsItsTools() {
        try (var client = client(null)) {
            assertThat(client.listTools().tools()).extracting(Tool::name)
                    .containsExactlyInAnyOrder("echo", "add", "whoami", "slow_stream", "secret_report");
        }
    }

    @Test
    void addsWholeNumbersAsWholeNumbers() {
        try (var client = client(null)) {
            assertThat(text(client.callTool(call("add", Map.of("a", 2, "b", 3))))).isEqualTo("5");
        }
    }

    @Test
    void streamsProgressBeforeTheResult() {
        try (var client = client(null)) {
            var result = client.callTool(CallToolRequest.builder("slow_stream").arguments(Map.of("steps", 3, "intervalMillis", 20))
                    .meta(Map.of("progressToken", "p")).build());
            assertThat(text(result)).isEqualTo("done after 3 steps");
            assertThat(progress).extracting(ProgressNotification::progress).containsExactly(1.0, 2.0, 3.0);
        }
    }

    @Test
    void namesTheCallerOfAnHonestTransactionToken() throws JOSEException {
        try (var client = client(token(server.url().toString(), "txntoken+jwt"))) {
            var result = client.callTool(call("whoami", Map.of()));
            assertThat(text(result)).isEqualTo("You are cli-1.");
            assertThat(result.structuredContent()).asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("cid", "con-1");
        }
    }

    @Test
    void refusesATransactionTokenForAnotherServer() throws JOSEException {
        try (var client = client(token("http://127.0.0.1:1/mcp", "txntoken+jwt"))) {
            assertThat(client.callTool(call("whoami", Map.of())).isError()).isTrue();
        }
    }

    @Test
    void refusesAnAccessTokenInItsPlace() throws JOSEException {
        try (var client = client(token(server.url().toString(), "at+jwt"))) {
            assertThat(client.callTool(call("whoami", Map.of())).isError()).isTrue();
        }
    }

    @Test
    void knowsNobodyWithoutAToken() {
        try (var client = client(null)) {
            assertThat(text(client.callTool(call("whoami", Map.of())))).isEqualTo("There was no transaction token.");
        }
    }

    private McpSyncClient client(@Nullable String transactionToken) {
        var transport = HttpClientStreamableHttpTransport.builder(server.url().resolve("/").toString()).endpoint("/mcp")
                .addHttpRequestCustomizer((request, method, uri, body, context) -> {
                    if (transactionToken != null) {
                        request.header("Txn-Token", transactionToken);
                    }
                }).build();
        var client = McpClient.sync(transport).progressConsumer(progress::add).build();
        client.initialize();
        return client;
    }

    private String token(String audience, String type) throws JOSEException {
        var claims = new JWTClaimsSet.Builder().issuer(issuer()).audience(audience).subject("cli-1").claim("cid", "con-1")
                .claim("txn", "t-1").expirationTime(Date.from(Instant.now().plusSeconds(60))).build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type)).keyID(key.getKeyID()).build(),
                claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private String issuer() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort();
    }

    private static CallToolRequest call(String tool, Map<String, Object> arguments) {
        return CallToolRequest.builder(tool).arguments(arguments).build();
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }
}
