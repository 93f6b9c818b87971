package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.gateway.stream.OpenStreams;
import io.countersign.testkit.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What time does to an open stream, on a clock that only the test moves. */
@Import(GatewayTest.StandingClock.class)
class StreamLimitsTest extends GatewayTest {
    @DynamicPropertySource
    static void port(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
    }

    @Autowired
    private VirtualClock clock;
    @Autowired
    private OpenStreams streams;

    @Test
    void anHourAtTheLatest() {
        var stream = open("hour", Duration.ofHours(3));
        clock.advance(Duration.ofMinutes(59));
        staysOpen("con-hour");
        clock.advance(Duration.ofMinutes(1));
        assertThat(stream.join().statusCode()).isEqualTo(200);
    }

    @Test
    void noLongerThanItsToken() {
        var stream = open("token", Duration.ofMinutes(15));
        clock.advance(Duration.ofMinutes(16).minusSeconds(1));
        staysOpen("con-token");
        clock.advance(Duration.ofSeconds(1));
        assertThat(stream.join().statusCode()).isEqualTo(200);
    }

    @Test
    void noLongerThanThirtySecondsOfASilentFeed() {
        var stream = open("feed", Duration.ofMinutes(15));
        table.age(Duration.ofSeconds(30));
        staysOpen("con-feed");
        table.age(Duration.ofSeconds(31));
        assertThat(stream.join().statusCode()).isEqualTo(200);
    }

    /** The same instant for a new request, for a stream, and for a call, which ends as an error of its own and nothing else. */
    @Nested
    class GivenATokenThatExpires {
        private final String token = TOKENS.with("ends", claims -> claims.expirationTime(Date.from(clock.instant().plusSeconds(1))));

        @Test
        void aCallBeforeTheInstantIsServedAndOneAfterItIsRefused() {
            clock.advance(Duration.ofSeconds(60));
            assertThat(post(token, LIST).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofSeconds(1));
            assertThat(post(token, LIST).statusCode()).isEqualTo(401);
        }

        @Test
        void aCallThatWaitsForItsAnswerGetsAnError() {
            UPSTREAM.plays((request, out) -> new CountDownLatch(1).await());
            var waiting = CompletableFuture.supplyAsync(() -> post(token, LIST));
            Awaitility.await().until(() -> !UPSTREAM.received.isEmpty());
            clock.advance(Duration.ofSeconds(61));
            var answer = waiting.join();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer.body()).path("id").asInt()).isEqualTo(1);
            assertThat(json(answer.body()).path("error").path("message").asString()).contains("expired");
        }

        @Test
        void aCallThatIsAnsweredByAStreamGetsAnErrorBetweenTwoEvents() throws IOException {
            var event = "data: {\"progress\":1}\r\n\r\n";
            var rest = overdue("Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(event.length())
                    + "\r\n" + event + "\r\n", event);
            assertThat(rest).startsWith("event: message\ndata: {").endsWith("}\n\n");
            assertThat(json(rest.substring(rest.indexOf('{'))).path("error").path("message").asString()).contains("expired");
        }

        @Test
        void whatIsCutInTheMiddleBreaks() {
            for (var head : new String[]{"Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
                    "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{"}) {
                assertThatThrownBy(() -> overdue(head, "{")).as(head).isInstanceOf(IOException.class);
            }
        }

        /** What comes after the beginning of an answer, when the token expires then. */
        private String overdue(String answer, String begins) throws IOException {
            UPSTREAM.plays((request, out) -> {
                out.write(("HTTP/1.1 200 OK\r\n" + answer).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                new CountDownLatch(1).await();
            });
            var fresh = TOKENS.with("ends", claims -> claims.expirationTime(Date.from(clock.instant().plusSeconds(1))));
            try (var body = http.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + MCP))
                    .header("Authorization", "Bearer " + fresh).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(LIST)).build(), BodyHandlers.ofInputStream()).join().body()) {
                assertThat(new String(body.readNBytes(begins.length()), StandardCharsets.US_ASCII)).isEqualTo(begins);
                clock.advance(Duration.ofSeconds(61));
                return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    /** Two looks of the watch pass. */
    private void staysOpen(String connection) {
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).until(() -> streams.count(connection) == 1);
    }

    private CompletableFuture<HttpResponse<String>> open(String name, Duration life) {
        UPSTREAM.plays((request, out) -> {
            RawUpstream.sse(out);
            RawUpstream.chunk(out, "data: one\n\n");
            new CountDownLatch(1).await();
        });
        var token = TOKENS.with(name, claims -> claims.expirationTime(Date.from(clock.instant().plus(life))));
        var answer = http
                .sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + MCP)).header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString())
                .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS);
        Awaitility.await().until(() -> streams.count("con-" + name) == 1);
        return answer;
    }
}
