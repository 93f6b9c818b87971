package io.countersign.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.countersign.testkit.TlsIdentity;
import io.countersign.web.outbound.FetchFailed.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class OutboundFetcherTest {
    private static final DataSize MOST = DataSize.ofKilobytes(5);
    private static final Duration LONG = Duration.ofSeconds(20);
    @TempDir
    private static Path directory;
    private static SSLContext tls;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Set<Integer> refusedPorts = Set.of();
    private volatile String address = "127.0.0.1";
    private HttpsServer server;
    private OutboundGuard guard;
    private OutboundFetcher fetcher;

    @BeforeAll
    static void certificate() {
        tls = TlsIdentity.in(directory, "dns:fetch.test").context();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        guard = new OutboundGuard(List.of("127.0.0.0/8"), () -> refusedPorts, host -> new InetAddress[]{InetAddress.getByName(address)});
        fetcher = new OutboundFetcher(guard, new DefaultClientTlsStrategy(tls), false);
    }

    @AfterEach
    void end() throws IOException {
        over.countDown();
        fetcher.close();
        guard.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        switch (exchange.getRequestURI().getPath()) {
            case "/document" -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                send(exchange, 200, "{\"cookie\":\"" + exchange.getRequestHeaders().containsKey("Cookie") + "\",\"from\":\""
                        + exchange.getRequestHeaders().getFirst("User-Agent") + "\"}");
            }
            case "/missing" -> send(exchange, 404, "none");
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", "/document");
                send(exchange, 302, "");
            }
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                stream(exchange.getResponseBody());
            }
            default -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                waitForTheEnd();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Set-Cookie", "a=b");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void stream(OutputStream out) throws IOException {
        while (true) {
            out.write(new byte[1024]);
        }
    }

    private void waitForTheEnd() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private URI at(String path) {
        return URI.create("https://fetch.test:" + server.getAddress().getPort() + path);
    }

    private Fetched get(URI address) throws FetchFailed {
        return fetcher.get(address, "application/json", MOST, LONG);
    }

    private void failsBecause(Reason reason, URI address, Duration within) {
        failsBecause(fetcher, reason, address, within);
    }

    private static void failsBecause(OutboundFetcher fetcher, Reason reason, URI address, Duration within) {
        assertThatThrownBy(() -> fetcher.get(address, "application/json", MOST, within)).isInstanceOfSatisfying(FetchFailed.class,
                failed -> assertThat(failed.reason()).as(failed.getMessage()).isEqualTo(reason));
    }

    @Test
    void aDocumentIsFetchedWithItsHeadersAndNoCookieIsKept() throws FetchFailed {
        get(at("/document"));
        var fetched = get(at("/document"));
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.header("content-type")).contains("application/json");
        assertThat(new String(fetched.body(), StandardCharsets.UTF_8)).isEqualTo("{\"cookie\":\"false\",\"from\":\"Countersign\"}");
        assertThat(get(at("/missing")).status()).isEqualTo(404);
    }

    @Test
    void aRedirectIsNotFollowed() {
        failsBecause(Reason.REDIRECT, at("/redirect"), LONG);
        assertThat(asked).hasValue(1);
    }

    @Test
    void moreBytesThanAskedForAreNotRead() {
        failsBecause(Reason.TOO_LARGE, at("/endless"), LONG);
    }

    @Test
    void anAnswerThatDripsEndsWithTheTime() {
        failsBecause(Reason.TOO_SLOW, at("/drips"), Duration.ofMillis(700));
    }

    @Test
    void onlyHttpsIsFetched() {
        for (var text : new String[]{"http://fetch.test/", "file:///etc/passwd", "https://user:pw@fetch.test/", "https:///nowhere",
                "jar:https://fetch.test/!/"}) {
            assertThat(fetcher.fetches(URI.create(text))).as(text).isFalse();
            failsBecause(Reason.ADDRESS, URI.create(text), LONG);
        }
        assertThat(fetcher.fetches(at("/document"))).isTrue();
        assertThat(asked).hasValue(0);
    }

    /** CIMD-27: but for development, and then from this machine alone. */
    @Test
    void plainHttpIsFetchedFromThisMachineAndOnlyWhereThatIsSwitchedOn() throws IOException {
        var plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.createContext("/", this::answer);
        plain.start();
        try (var development = new OutboundFetcher(guard, new DefaultClientTlsStrategy(tls), true)) {
            var port = plain.getAddress().getPort();
            for (var host : List.of("localhost", "LOCALHOST", "127.0.0.1", "[::1]")) {
                var here = URI.create("http://" + host + ":" + port + "/document");
                failsBecause(Reason.ADDRESS, here, LONG);
                assertThat(fetcher.fetches(here)).as(host).isFalse();
                assertThat(development.fetches(here)).as(host).isTrue();
                assertThat(development.get(here, "application/json", MOST, LONG).status()).as(host).isEqualTo(200);
            }
            assertThat(asked).hasValue(4);
            for (var host : List.of("fetch.test", "127.0.0.2", "localhost.fetch.test", "127.0.0.1.fetch.test", "me@localhost")) {
                failsBecause(development, Reason.ADDRESS, URI.create("http://" + host + ":" + port + "/document"), LONG);
            }
            refusedPorts = Set.of(port);
            failsBecause(development, Reason.REFUSED, URI.create("http://localhost:" + port + "/document"), LONG);
            assertThat(asked).hasValue(4);
        } finally {
            plain.stop(0);
        }
    }

    @Test
    void whoeverAnswersHasToHaveTheNamesCertificate() {
        failsBecause(Reason.UNREACHABLE, URI.create("https://other.test:" + server.getAddress().getPort() + "/document"), LONG);
        assertThat(asked).hasValue(0);
    }

    @Test
    void everyFetchIsJudgedAnew() throws FetchFailed {
        get(at("/document"));
        refusedPorts = Set.of(server.getAddress().getPort());
        failsBecause(Reason.REFUSED, at("/document"), LONG);
        refusedPorts = Set.of();
        address = "0.0.0.0";
        failsBecause(Reason.REFUSED, at("/document"), LONG);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aLiteralAddressIsJudgedLikeAName() {
        address = "::1";
        failsBecause(Reason.REFUSED, URI.create("https://[::1]:" + server.getAddress().getPort() + "/document"), LONG);
        address = "0.0.0.0";
        failsBecause(Reason.REFUSED, URI.create("https://0.0.0.0:" + server.getAddress().getPort() + "/document"), LONG);
        assertThat(asked).hasValue(0);
    }
}
