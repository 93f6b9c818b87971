package io.countersign.events.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.EventJson;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.PlatformEvent.OperatorDoorUsed;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.SampleService;
import io.countersign.web.passport.Actor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K2: loopback alone is nobody, and each use has a name. */
class OperatorEndpointTest {
    private static final List<String> ENDPOINTS = List.of("/actuator", "/actuator/", "/actuator/deadletters", "/actuator/views",
            "/actuator/views/lamps", "/actuator/relay", "/actuator/intake", "/actuator/env", "/actuator/healthy",
            "/actuator/health/../relay",
            "/actuator/health;x=/relay", "/actuator/info/x", "/", "/anything");
    @TempDir
    private static Path directory;
    private static SampleService service;

    @BeforeAll
    static void start() {
        service = new SampleService(directory, List.of(), Map.of("management.server.address", "0.0.0.0"));
    }

    @AfterAll
    static void end() {
        service.close();
    }

    /** Sent as it is written, from the one address of this machine to the other. */
    private static String raw(String from, String host, String method, String path, String token) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), service.management("/").getPort()), 10_000);
            socket.setSoTimeout(20_000);
            var body = method.equals("POST") ? "{\"consumer\":\"nobody\"}" : "";
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                    + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n") + "\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String path, String token) throws IOException {
        return raw("127.0.0.1", "localhost", "GET", path, token);
    }

    private static HttpResponse<String> as(String token) {
        return service
                .send(HttpRequest.newBuilder(service.management("/actuator/deadletters")).header("Authorization", "Bearer " + token).GET());
    }

    private static List<Recorded<?>> uses() {
        var owned = service.bean(EventLogs.class).first();
        return owned.log().read(0, 10_000).stream().flatMap(commit -> commit.events().stream())
                .<Recorded<?>>map(event -> owned.envelopes().read(event.position(), event.bytes()))
                .filter(recorded -> recorded.event() instanceof OperatorDoorUsed).toList();
    }

    @Test
    void everyEndpointAsksForAnOperatorOnLoopbackToo() throws IOException {
        var before = uses().size();
        for (var path : ENDPOINTS) {
            for (var token : List.of("", "wrong-wrong-wrong-wrong-wrong-wrong", SampleService.OPERATOR_TOKEN + "0")) {
                assertThat(get(path, token)).as(path).matches("(?s)HTTP/1.1 40[01] .*").doesNotContain("\"log\"");
            }
        }
        assertThat(get("/actuator/relay", "")).contains("WWW-Authenticate: Bearer realm=\"operator\"").contains("operator_unknown");
        assertThat(uses()).hasSize(before);
    }

    @Test
    void probesAndMetricsAreOpenToEverybodyUnderEveryName() throws IOException {
        for (var path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/info",
                "/actuator/prometheus")) {
            assertThat(raw("127.0.0.2", "10.1.2.3:9090", "GET", path, "")).as(path).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anOperatorsTokenIsForThisMachineUnderItsOwnName() throws IOException {
        var token = SampleService.OPERATOR_TOKEN;
        for (var host : List.of("localhost", "LOCALHOST:9090", "127.0.0.1:18101", "[::1]:9090")) {
            assertThat(raw("127.0.0.1", host, "GET", "/actuator/deadletters", token)).as(host).startsWith("HTTP/1.1 200 ");
        }
        for (var host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.1.2.3:9090", "127.0.0.2")) {
            assertThat(raw("127.0.0.1", host, "GET", "/actuator/deadletters", token)).as(host).startsWith("HTTP/1.1 421 ");
        }
        assertThat(raw("127.0.0.2", "localhost", "GET", "/actuator/deadletters", token)).startsWith("HTTP/1.1 403 ")
                .contains("peer_not_local");
    }

    @Test
    void aUseIsAnEventOfTheOperatorsAndReadingAgainIsTheSameUse() throws IOException {
        var token = "another-operator-with-a-long-token";
        Files.writeString(directory.resolve("operators/watch"), token);
        assertThat(get("/actuator/deadletters", token)).startsWith("HTTP/1.1 200 ");
        assertThat(get("/actuator/deadletters", token)).startsWith("HTTP/1.1 200 ");
        for (var time = 0; time < 2; time++) {
            assertThat(raw("127.0.0.1", "localhost", "POST", "/actuator/views/none/rebuild", token)).startsWith("HTTP/1.1 400 ");
        }
        var mine = uses().stream().filter(use -> use.actor().equals(new Actor(Actor.Type.OPERATOR, "watch"))).toList();
        assertThat(mine).extracting(use -> ((OperatorDoorUsed) use.event()).operation()).containsExactly("READ", "WRITE", "WRITE");
        assertThat(mine).extracting(use -> ((OperatorDoorUsed) use.event()).door()).containsExactly("deadletters", "views", "views");
        assertThat(mine.getLast()).satisfies(use -> {
            assertThat(((OperatorDoorUsed) use.event()).target()).isEqualTo("none/rebuild");
            assertThat(use.organization()).isNull();
            assertThat(use.sequence()).isZero();
        });
    }

    @Test
    void aFileThatIsNoOperatorOpensNothing() throws IOException {
        var operators = directory.resolve("operators");
        Files.writeString(operators.resolve("short"), "0123456789abcdef");
        Files.writeString(operators.resolve("Alice Smith"), "a-token-of-somebody-with-a-real-name");
        Files.writeString(operators.resolve(".hidden"), "a-token-in-a-file-that-is-a-hidden-one");
        Files.writeString(operators.resolve("one"), "a-token-that-two-operators-have-together");
        Files.writeString(operators.resolve("two"), "a-token-that-two-operators-have-together");
        Files.writeString(operators.resolve("leaver"), "a-token-of-an-operator-who-leaves-today");
        for (var token : List.of("0123456789abcdef", "a-token-of-somebody-with-a-real-name", "a-token-in-a-file-that-is-a-hidden-one",
                "a-token-that-two-operators-have-together")) {
            assertThat(as(token).statusCode()).as(token).isEqualTo(401);
        }
        assertThat(as("a-token-of-an-operator-who-leaves-today").statusCode()).isEqualTo(200);
        Files.delete(operators.resolve("leaver"));
        assertThat(as("a-token-of-an-operator-who-leaves-today").statusCode()).isEqualTo(401);
    }

    @Test
    void theEventIsWrittenAsApproved() {
        var event = new OperatorDoorUsed("ope-1", "relay", "WRITE", "registry/republish", Instant.parse("2026-11-21T09:00:00.123Z"));
        var approved = "{\"useId\":\"ope-1\",\"door\":\"relay\",\"operation\":\"WRITE\",\"target\":\"registry/republish\","
                + "\"at\":\"2026-11-21T09:00:00.123Z\"}";
        assertThat(EventJson.mapper().writeValueAsString(event)).isEqualTo(approved);
        assertThat(EventJson.mapper().readValue(approved, OperatorDoorUsed.class)).isEqualTo(event);
    }
}
