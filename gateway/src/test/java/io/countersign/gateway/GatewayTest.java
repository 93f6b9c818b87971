package io.countersign.gateway;

import io.countersign.gateway.usage.FactSink;
import io.countersign.testkit.Probe;
import io.countersign.testkit.VirtualClock;
import io.countersign.testkit.harness.FakeOwner;
import io.countersign.testkit.harness.FakeAccessTable;
import io.countersign.testkit.harness.description.PublishedProblems;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.DenialSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway on a real socket, between a scripted MCP server and services that speak the contracts. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT, properties = {
        "spring.kafka.listener.auto-startup=false", "springdoc.api-docs.enabled=false", GatewayTest.PORTS})
@Import(GatewayTest.Parts.class)
abstract class GatewayTest {
    static final String PORTS = "server.port=${gateway.own-port:${gateway.port:1}}";
    static final int PORT = Probe.freePort();
    static final String BASE = "http://127.0.0.1:" + PORT;
    static final RawUpstream UPSTREAM = new RawUpstream();
    static final FakePeers PEERS = new FakePeers(BASE, UPSTREAM.url());
    static final Tokens TOKENS = new Tokens(BASE, PEERS);
    static final String MCP = "/o/acme/mcp/sample";
    static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @LocalServerPort
    private int localPort;
    @Autowired
    FakeAccessTable table;
    @Autowired
    Recorded facts;
    @Autowired
    PublishedDenials published;
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        var keys = Files.createTempDirectory("gateway-keys").toString();
        registry.add("gateway.port", () -> PORT);
        registry.add("management.server.port", () -> 0);
        registry.add("countersign.base-url", () -> BASE);
        registry.add("countersign.keys.directory", () -> keys);
        registry.add("countersign.keys.create-missing", () -> true);
        registry.add("countersign.services.registry", PEERS::url);
        registry.add("countersign.services.consent", PEERS::url);
        registry.add("countersign.services.token", PEERS::url);
        registry.add("countersign.services.audit", PEERS::url);
        registry.add("countersign.outbound.allowed-ranges", () -> "127.0.0.0/8,::1/128");
        registry.add("countersign.services.patience", () -> "20s");
        registry.add("countersign.gateway.allowed.origins", () -> "https://inspector.example");
    }

    @BeforeEach
    void forget() {
        table.clear();
        facts.all.clear();
        published.denials.clear();
        UPSTREAM.received.clear();
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}"));
        PEERS.inward.clear();
        PEERS.silent = false;
        PEERS.owners.values().forEach(FakeOwner::clear);
        PEERS.away.clear();
    }

    int port() {
        return localPort;
    }

    /** For a test class whose gateway is set up otherwise: several stand at once. */
    static void onItsOwnPort(DynamicPropertyRegistry registry) {
        var port = Probe.freePort();
        registry.add("gateway.own-port", () -> port);
        registry.add("countersign.gateway.allowed.hosts", () -> "127.0.0.1:" + port);
    }

    HttpResponse<String> post(String token, String body, String... headers) {
        return send(MCP, request -> {
            request.header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
                    .header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body));
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> change) {
        try {
            var answer = http.send(
                    change.apply(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(60)))
                            .build(),
                    BodyHandlers.ofString());
            PublishedProblems.check(answer.headers().firstValue("Content-Type").orElse(""), answer.body());
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends bytes as they are and reads until the gateway closes. */
    static String raw(String request) {
        return raw(PORT, request);
    }

    static String raw(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String rawPost(String headers, String body) {
        return raw("POST " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":{}}}";
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {
        @Bean
        @Primary
        FakeAccessTable heldTable() {
            var table = new FakeAccessTable();
            table.lag(Duration.ofMillis(7));
            return table;
        }

        @Bean
        @Primary
        Recorded recordedFacts() {
            return new Recorded();
        }

        @Bean
        PublishedDenials toldDenials() {
            return new PublishedDenials();
        }
    }

    /** Refusals that would have gone to their topic. */
    static final class PublishedDenials implements DenialSink {
        final List<AccessDenied> denials = new CopyOnWriteArrayList<>();

        @Override
        public void publish(AccessDenied denied) {
            denials.add(denied);
        }
    }

    /** A clock that stands still until the test moves it, for tests of what time alone does. */
    @TestConfiguration(proxyBeanMethods = false)
    static class StandingClock {
        @Bean
        VirtualClock virtualClock() {
            return VirtualClock.at(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /** Facts that would have gone to the usage topic. */
    static final class Recorded implements FactSink {
        final List<JsonNode> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(String key, byte[] fact) {
            all.add(JsonMapper.shared().readTree(fact));
        }

        List<JsonNode> of(String type) {
            return all.stream().filter(fact -> fact.path("type").asString().equals("countersign.usage." + type + ".v1")).toList();
        }
    }
}
