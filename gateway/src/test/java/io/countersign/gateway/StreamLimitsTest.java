package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.stream.OpenStreams;
import io.countersign.testkit.VirtualClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What time does to an open stream, on a clock that only the test moves. */
@Import(GatewayTest.StandingClock.class)
class StreamLimitsTest extends GatewayTest {
    private static final int OWN_PORT = freePort();

    @Override
    int port() {
        return OWN_PORT;
    }

    @DynamicPropertySource
    static void port(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry, OWN_PORT);
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
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        staysOpen("con-token");
        clock.advance(Duration.ofSeconds(1));
        assertThat(stream.join().statusCode()).isEqualTo(200);
    }

    @Test
    void noLongerThanThirtySecondsOfASilentFeed() {
        var stream = open("feed", Duration.ofMinutes(15));
        table.age = Duration.ofSeconds(30);
        staysOpen("con-feed");
        table.age = Duration.ofSeconds(31);
        assertThat(stream.join().statusCode()).isEqualTo(200);
    }

    /** Two looks of the watch pass. */
    private void staysOpen(String connection) {
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> streams.count(connection) == 1);
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
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS);
        Awaitility.await().until(() -> streams.count("con-" + name) == 1);
        return answer;
    }
}
