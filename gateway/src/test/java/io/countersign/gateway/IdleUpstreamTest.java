package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.registry.contract.UpstreamTimeouts;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.netty.Connection;

/** A server that closes idle connections costs no call, and no call comes to a server twice (RFC 9110, section 9.2.2; RFC 9112, 9.3.1). */
@Import(IdleUpstreamTest.BeforeTheFirstByte.class)
class IdleUpstreamTest extends GatewayTest {
    private static final int CALLS = 400;
    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final RawUpstream CLOSING = new RawUpstream();
    /** Whether the server closes all its connections after one was chosen for a call, and before the call's first byte. */
    private static final AtomicBoolean CLOSES_BEFORE_THE_FIRST_BYTE = new AtomicBoolean();

    @DynamicPropertySource
    static void ownPort(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
    }

    @BeforeEach
    void register() {
        CLOSING.received.clear();
        CLOSING.plays((request, out) -> RawUpstream.json(out, 200, "{}"));
        PEERS.upstreams.put("closing", CLOSING.url());
        PEERS.upstreams.put("brief", CLOSING.url());
        PEERS.timeouts.put("brief", new UpstreamTimeouts(null, null, 0L));
    }

    @AfterEach
    void unregister() {
        CLOSES_BEFORE_THE_FIRST_BYTE.set(false);
        PEERS.upstreams.clear();
        PEERS.timeouts.clear();
    }

    @Test
    void noCallIsLostOrRepeatedWhileTheServerClosesIdleConnectionsAtRandom() {
        assumeTrue(Epoll.isAvailable());
        var random = new Random(11);
        for (var i = 0; i < CALLS; i++) {
            switch (random.nextInt(4)) {
                case 0 -> CLOSING.closeConnections();
                case 1 -> CLOSES_BEFORE_THE_FIRST_BYTE.set(true);
                default -> {
                }
            }
            var answer = call("closing", i).join();
            assertThat(answer.statusCode()).as("call %d: %s", i, answer.body()).isEqualTo(200);
        }
        assertThat(CLOSES_BEFORE_THE_FIRST_BYTE).isFalse();
        receivedOnceEach();
    }

    @Test
    void aCallThatFindsEveryPooledConnectionClosedGoesOutOnAFreshOne() throws InterruptedException {
        assumeTrue(Epoll.isAvailable());
        poolSeveralConnections();
        CLOSES_BEFORE_THE_FIRST_BYTE.set(true);

        assertThat(call("closing", 1).join().statusCode()).isEqualTo(200);
        assertThat(CLOSES_BEFORE_THE_FIRST_BYTE).isFalse();
        assertThat(CLOSING.received).hasSize(1);
    }

    @Test
    void noConnectionIsUsedTwiceWhereTheServerSaysZeroIdleSeconds() {
        CLOSING.plays((request, out) -> {
            RawUpstream.json(out, 200, "{}");
            throw new IOException("closes after each answer without having said so");
        });
        for (var i = 0; i < CALLS; i++) {
            assertThat(call("brief", i).join().statusCode()).as("call %d", i).isEqualTo(200);
        }
        receivedOnceEach();
    }

    @Test
    void aCallOfWhichBytesWentOutIsNeverRepeated() {
        call("closing", 0).join();
        CLOSING.received.clear();
        CLOSING.plays((request, out) -> {
            throw new IOException("read it all, and closes");
        });
        for (var i = 0; i < CALLS; i++) {
            assertThat(call("closing", i).join().statusCode()).isEqualTo(502);
        }
        receivedOnceEach();
    }

    private static void receivedOnceEach() {
        assertThat(CLOSING.received).extracting(request -> json(new String(request.body(), StandardCharsets.UTF_8)).path("id").asInt())
                .containsExactlyElementsOf(IntStream.range(0, CALLS).boxed().toList());
    }

    /** As many as there were calls at once. */
    private void poolSeveralConnections() throws InterruptedException {
        var together = new CountDownLatch(4);
        CLOSING.plays((request, out) -> {
            together.countDown();
            assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
            RawUpstream.json(out, 200, "{}");
        });
        IntStream.range(0, 4).mapToObj(i -> call("closing", i)).toList()
                .forEach(call -> assertThat(call.join().statusCode()).isEqualTo(200));
        CLOSING.plays((request, out) -> RawUpstream.json(out, 200, "{}"));
        CLOSING.received.clear();
    }

    private CompletableFuture<HttpResponse<String>> call(String server, int id) {
        var token = TOKENS.with("idle", claims -> claims.audience(BASE + "/o/acme/mcp/" + server));
        return http.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/o/acme/mcp/" + server))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").timeout(GENEROUS)
                .POST(BodyPublishers
                        .ofString("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"pay\"}}"))
                .build(), BodyHandlers.ofString());
    }

    /** Has the server close while the event loop is busy with a call, so that it cannot have noticed. */
    @TestConfiguration(proxyBeanMethods = false)
    static class BeforeTheFirstByte {
        @Bean
        HttpClientCustomizer serverClosesBeforeTheFirstByte() {
            return client -> client.doOnRequest((request, connection) -> {
                if (isToServer(connection) && CLOSES_BEFORE_THE_FIRST_BYTE.compareAndSet(true, false)) {
                    CLOSING.closeConnections();
                    awaitClosed((EpollSocketChannel) connection.channel());
                }
            });
        }

        private static boolean isToServer(Connection connection) {
            return connection.channel().remoteAddress() instanceof InetSocketAddress to
                    && to.getPort() == URI.create(CLOSING.url()).getPort();
        }

        private static void awaitClosed(EpollSocketChannel channel) {
            var late = System.nanoTime() + GENEROUS.toNanos();
            while (channel.tcpInfo().state() == 1 && System.nanoTime() < late) {
                Thread.onSpinWait();
            }
        }
    }
}
