package io.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.audit.intake.Intake;
import io.countersign.web.passport.Passport;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Idea 14: what happens is told as it does, ids only, without a gap and nothing twice, to whoever may see it. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
    private static final String STREAM = "/api/v1/orgs/org-1/stream";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RunningAudit audit;
    private Passport owner;
    private long next;

    @BeforeAll
    void start(@TempDir Path temporary) {
        audit = new RunningAudit(temporary, Map.of("countersign.audit.stream.heartbeat", "200ms", "countersign.audit.stream.of-one", "3",
                "server.tomcat.connection-timeout", "2s"));
        owner = audit.person("org-1", "usr-owner", "owner", "member");
        happens("org-1", "before", 0, "usr-x", "prj-1");
    }

    @AfterAll
    void stop() {
        http.close();
        audit.close();
    }

    private void happens(String organization, String subject, long sequence, String user, String project) {
        publish(organization, subject, sequence, "ConnectionRevoked", "\"userId\":\"" + user + "\",\"projectId\":\"" + project + "\"");
        audit.published();
        await().atMost(BOUND).until(() -> audit.bean(Intake.class).next("/s") == next);
    }

    private void publish(String organization, String subject, long sequence, String type, String data) {
        var bytes = ("{\"id\":\"%s-%d\",\"source\":\"/s\",\"type\":\"countersign.t.%s.v1\",\"time\":\"2026-11-21T09:00:00Z\",\"subject\":\"%s\","
                + "\"organization\":\"%s\",\"actortype\":\"MEMBER\",\"actorid\":\"usr-a\",\"data\":{%s}}")
                .formatted(subject, sequence, type, subject, organization, data);
        audit.publish(0, 0, new DeliveredEvent("/s", next++, sequence, bytes.getBytes(StandardCharsets.UTF_8)));
    }

    private double open() {
        return audit.bean(MeterRegistry.class).get("countersign.audit.streams").gauge().value();
    }

    private Reading opened(Passport caller, String... headers) {
        var request = audit.asked(caller, STREAM);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            return new Reading(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody who reads a stream. */
    private static final class Reading implements AutoCloseable {
        private final BufferedReader lines;
        private String position = "";

        Reading(BufferedReader lines) {
            this.lines = lines;
        }

        /** The next event; signs of life are passed over, their positions noted as a browser does. */
        JsonNode event() {
            var data = "";
            for (var line = line(); !line.isEmpty() || data.isEmpty(); line = line()) {
                if (line.startsWith("id:")) {
                    position = line.substring(3);
                } else if (line.startsWith("data:")) {
                    data = line.substring(5);
                }
            }
            return JsonMapper.shared().readTree(data);
        }

        String signOfLife() {
            var line = line();
            while (!line.startsWith("id:")) {
                line = line();
            }
            position = line.substring(3);
            return position;
        }

        private String line() {
            try {
                var line = lines.readLine();
                if (line == null) {
                    throw new IOException("The stream has ended");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void whatHappensIsToldAsItDoesWithIdsAndNothingElse() {
        try (var reading = opened(owner)) {
            reading.signOfLife();
            happens("org-1", "con-told", 0, "usr-m", "prj-1");
            var event = reading.event();

            assertThat(event.propertyNames()).containsExactlyInAnyOrder("position", "id", "type", "subject", "time");
            assertThat(event.path("id").asString()).isEqualTo("con-told-0");
            assertThat(event.path("type").asString()).isEqualTo("countersign.t.ConnectionRevoked.v1");
            assertThat(event.path("position").asString()).isEqualTo(reading.position);
        }
    }

    @Test
    void whoWasAwayGoesOnWhereTheyWereWithoutAGapAndNothingTwice() {
        var told = new ArrayList<String>();
        String position;
        try (var reading = opened(owner)) {
            reading.signOfLife();
            happens("org-1", "con-gap", 0, "usr-m", "prj-1");
            told.add(reading.event().path("id").asString());
            position = reading.position;
        }
        for (var sequence = 1; sequence <= 400; sequence++) {
            publish("org-1", "con-gap", sequence, "ConnectionUsed", "\"connectionId\":\"con-gap\"");
        }
        happens("org-2", "con-theirs", 0, "usr-m", "prj-1");
        try (var reading = opened(owner, "Last-Event-ID", position)) {
            while (told.size() < 200) {
                told.add(reading.event().path("id").asString());
            }
            position = reading.position;
        }
        try (var reading = opened(owner, "Last-Event-ID", position)) {
            publish("org-1", "con-gap", 401, "ConnectionUsed", "\"connectionId\":\"con-gap\"");
            audit.published();
            while (told.size() < 402) {
                told.add(reading.event().path("id").asString());
            }
        }
        assertThat(told).containsExactlyElementsOf(IntStream.range(0, 402).mapToObj(n -> "con-gap-" + n).toList());
    }

    @Test
    void everybodyIsToldWhatTheyMaySeeAndNoMore() {
        var member = audit.person("org-1", "usr-own", "member");
        var admin = audit.person("org-1", "usr-admin", "project-admin:prj-7");
        try (var own = opened(member); var project = opened(admin); var all = opened(audit.person("org-1", "usr-au", "auditor"))) {
            List.of(own, project, all).forEach(Reading::signOfLife);
            happens("org-1", "con-a", 0, "usr-other", "prj-1");
            happens("org-2", "con-b", 0, "usr-own", "prj-7");
            happens("org-1", "con-c", 0, "usr-own", "prj-1");
            happens("org-1", "con-d", 0, "usr-other", "prj-7");

            assertThat(own.event().path("id").asString()).isEqualTo("con-c-0");
            assertThat(project.event().path("id").asString()).isEqualTo("con-d-0");
            assertThat(List.of(all.event(), all.event(), all.event()).stream().map(event -> event.path("id").asString()))
                    .containsExactly("con-a-0", "con-c-0", "con-d-0");
            await().atMost(BOUND).untilAsserted(() -> assertThat(own.signOfLife()).as("what was passed over")
                    .isEqualTo(all.signOfLife()));
        }
        assertThat(audit.get(audit.person("org-1", "usr-op", "operator"), STREAM).status()).isEqualTo(403);
        assertThat(audit.get(audit.person("org-2", "usr-own", "owner"), STREAM).status()).isEqualTo(404);
    }

    @Test
    void oneCallerHasSoManyAndAnEndFreesAPlace() {
        var greedy = audit.person("org-1", "usr-greedy", "auditor");
        var before = open();
        var streams = List.of(opened(greedy), opened(greedy), opened(greedy));
        var refused = audit.get(greedy, STREAM);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/code")).isEqualTo("quota_exceeded");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        opened(audit.person("org-1", "usr-modest", "auditor")).close();

        streams.forEach(Reading::close);
        await().atMost(BOUND).until(() -> open() <= before);
        opened(greedy).close();
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        for (var place : List.of("-1", "a", "01", "999999999", "1.5", "99999999999999999999")) {
            var refused = audit.get(owner, STREAM, "Last-Event-ID", place);
            assertThat(refused.status()).as(place).isEqualTo(422);
            assertThat(refused.text("/errors/0/field")).isEqualTo("Last-Event-ID");
        }
    }

    /** Whoever takes nothing is cut off and holds no place; the events are read again from the log by whoever comes back. */
    @Test
    void aReaderWhoTakesNothingIsCutOff() throws IOException {
        var lazy = audit.person("org-1", "usr-lazy", "auditor");
        var before = open();
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(1_024);
            var address = audit.asked(lazy, STREAM).build();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.uri().getPort()));
            socket.getOutputStream().write(("GET " + STREAM + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + address.headers().firstValue("Authorization").orElseThrow() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            await().atMost(BOUND).until(() -> open() > before);
            for (var n = 0; n < 4_000; n++) {
                publish("org-1", "con-" + "x".repeat(2_000), n, "ConnectionUsed", "\"connectionId\":\"con-x\"");
            }
            audit.published();

            await().atMost(Duration.ofMinutes(2)).until(() -> open() <= before);
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> audit.bean(Intake.class).next("/s") == next);
    }
}
