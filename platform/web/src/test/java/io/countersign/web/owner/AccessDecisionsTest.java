package io.countersign.web.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessTable;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

class AccessDecisionsTest {
    private static final Map<String, Long> AUTHORIZED = Map.of("client:1", 3L, "organization:1", 0L);
    private static final String CUT = "[{\"key\":\"client:1\",\"epoch\":4,\"suspended\":false,\"ended\":false,\"version\":4}]";

    private final Map<String, AccessEntry> inForce = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Duration age = Duration.ZERO;
    private Consumer<AccessEntry> changed = entry -> {
    };
    private HttpServer registry;
    private volatile String answer = "[]";
    private AccessDecisions decisions;

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/internal/access", exchange -> {
            asked.incrementAndGet();
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.isEmpty() ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        registry.start();
        Peers peers = name -> RestClient.builder().baseUrl("http://127.0.0.1:" + registry.getAddress().getPort())
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw new PeerUnavailable(name);
                }).build();
        decisions = new AccessDecisions(new Table(), new OwnersWord(peers, null), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Nested
    class GivenAFreshFeed {
        @Test
        void theTableDecidesAlone() {
            assertThat(decisions.check(AUTHORIZED)).isEmpty();
            inForce.put("client:1", new AccessEntry("client:1", 4, false, false, 4));
            assertThat(decisions.check(AUTHORIZED)).hasValueSatisfying(
                    refusal -> assertThat(refusal.reason()).isEqualTo(AccessRule.Reason.CLIENT_REVOKED));
            assertThat(asked).hasValue(0);
        }
    }

    @Nested
    class GivenAStaleFeed {
        @BeforeEach
        void noHeartbeats() {
            age = Duration.ofSeconds(6);
        }

        @Test
        void theOwnersAreAskedAndTheirAnswerIsKept() {
            assertThat(decisions.check(AUTHORIZED)).isEmpty();
            assertThat(decisions.check(AUTHORIZED)).isEmpty();
            assertThat(asked).hasValue(1);
        }

        @Test
        void whatTheOwnersCutIsRefused() {
            answer = CUT;
            assertThat(decisions.check(AUTHORIZED)).isPresent();
        }

        @Test
        void anEventDropsTheKeptAnswer() {
            assertThat(decisions.check(AUTHORIZED)).isEmpty();
            answer = CUT;
            changed.accept(new AccessEntry("client:1", 4, false, false, 4));
            assertThat(decisions.check(AUTHORIZED)).isPresent();
        }

        @Test
        void whatTheTableRefusesNeedsNobodysWord() {
            inForce.put("client:1", new AccessEntry("client:1", 0, true, false, 4));
            assertThat(decisions.check(AUTHORIZED)).isPresent();
            assertThat(asked).hasValue(0);
        }

        @Test
        void withoutAnAnswerAccessDoesNotStand() {
            answer = "";
            assertThatExceptionOfType(PeerUnavailable.class).isThrownBy(() -> decisions.check(AUTHORIZED));
            answer = "{\"not\":\"a list\"}";
            assertThatExceptionOfType(PeerUnavailable.class).isThrownBy(() -> decisions.check(AUTHORIZED));
        }
    }

    private final class Table implements AccessTable {
        @Override
        public @Nullable AccessEntry get(String key) {
            return inForce.get(key);
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Duration age() {
            return age;
        }

        @Override
        public void onChange(Consumer<AccessEntry> listener) {
            changed = listener;
        }
    }
}
