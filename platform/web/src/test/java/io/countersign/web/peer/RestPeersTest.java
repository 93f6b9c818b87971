package io.countersign.web.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.web.key.DirectoryKeyVault;
import io.countersign.web.passport.PassportCheck;
import io.countersign.web.passport.SigningPassportMint;
import io.countersign.web.telemetry.CorrelationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestPeersTest {
    @TempDir
    Path keys;

    private final ObservationRegistry observations = ObservationRegistry.create();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer registry;
    private RestPeers peers;
    private RestPeers impatient;
    private PassportCheck check;

    @BeforeEach
    void start() throws IOException {
        var vault = new DirectoryKeyVault(keys, true, Clock.systemUTC());
        check = new PassportCheck("registry-service", Set.of("token-service"), Set.of(), vault, Clock.systemUTC());
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        registry.createContext("/internal/who", exchange -> answer(exchange, 200, "\"" + check.check(
                exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length())).actor().id() + " on "
                + exchange.getRequestHeaders().getFirst(CorrelationContext.CORRELATION_HEADER) + "\""));
        registry.createContext("/internal/trace",
                exchange -> answer(exchange, 200, "\"" + exchange.getRequestHeaders().getFirst(CorrelationContext.TRACEPARENT) + "\""));
        registry.createContext("/internal/unknown", exchange -> answer(exchange, 404, "{\"code\":\"client_unknown\"}"));
        registry.createContext("/internal/page", exchange -> answer(exchange, 404, "<html>"));
        registry.createContext("/internal/broken", exchange -> answer(exchange, 500, "{\"code\":\"internal_error\"}"));
        registry.createContext("/internal/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
            exchange.close();
        });
        registry.start();
        peers = peers(vault, Duration.ofSeconds(60));
        impatient = peers(vault, Duration.ofMillis(300));
    }

    private RestPeers peers(DirectoryKeyVault vault, Duration read) {
        return new RestPeers(new PeerProperties(
                Map.of("registry", URI.create("http://127.0.0.1:" + registry.getAddress().getPort()), "consent",
                        URI.create("http://127.0.0.1:1")),
                new PeerProperties.Timeouts(Duration.ofSeconds(1), read)),
                new SigningPassportMint("token-service", vault, Clock.systemUTC()), observations);
    }

    @AfterEach
    void stop() {
        released.countDown();
        peers.close();
        impatient.close();
        registry.stop(0);
    }

    @Test
    void aRequestCarriesThePassportOfTheAskerAndTheCorrelationId() {
        try (var scope = CorrelationContext.continued("chain-1").open()) {
            assertThat(scope).isNotNull();
            assertThat(ask("registry", "/internal/who")).isEqualTo("\"token-service on chain-1\"");
        }
    }

    @Test
    void theTraceOfTheWorkTravelsInTheRequest() {
        observations.observationConfig().observationHandler(new Tracer());
        assertThat(ask("registry", "/internal/trace")).isEqualTo("\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"");
    }

    @Test
    void aRefusalIsTypedByItsCode() {
        assertThatExceptionOfType(PeerProblem.class).isThrownBy(() -> ask("registry", "/internal/unknown"))
                .satisfies(refused -> assertThat(refused.status() + refused.code()).isEqualTo("404client_unknown"));
        assertThatExceptionOfType(PeerProblem.class).isThrownBy(() -> ask("registry", "/internal/page"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("unknown"));
    }

    @Test
    void anythingElseIsNoAnswer() {
        for (var answer : List.<ThrowingCallable>of(() -> ask("registry", "/internal/broken"),
                () -> ask(impatient, "registry", "/internal/slow"))) {
            assertThatExceptionOfType(PeerUnavailable.class).isThrownBy(answer)
                    .satisfies(failed -> assertThat(failed.code()).isEqualTo("service_unavailable"));
        }
        assertThatExceptionOfType(PeerUnavailable.class).isThrownBy(() -> ask("consent", "/internal/who"));
    }

    @Test
    void aPeerWithoutAddressIsNamed() {
        assertThatThrownBy(() -> peers.to("audit")).hasMessageContaining("countersign.services.audit");
    }

    private String ask(String peer, String path) {
        return ask(peers, peer, path);
    }

    private static String ask(RestPeers peers, String peer, String path) {
        return String.valueOf(peers.to(peer).get().uri(path).retrieve().body(String.class));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what a tracing library does: writes the span at hand into whatever is sent. */
    private static final class Tracer implements ObservationHandler<SenderContext<Object>> {
        @Override
        public void onStart(SenderContext<Object> context) {
            context.getSetter().set(context.getCarrier(), CorrelationContext.TRACEPARENT,
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof SenderContext<?>;
        }
    }
}
