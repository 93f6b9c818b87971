package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.stream.OpenStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each test has streams of its own connection. */
class StreamTest extends GatewayTest {
    @Autowired
    OpenStreams streams;

    @Test
    void eventsArriveWhileTheStreamIsOpen() throws IOException {
        var more = new CountDownLatch(1);
        UPSTREAM.plays((request, out) -> {
            RawUpstream.sse(out);
            RawUpstream.chunk(out, "data: one\n\n");
            await(more);
            RawUpstream.chunk(out, "data: two\n\n");
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        });
        try (var client = new Client(TOKENS.of("flow"))) {
            client.until("data: one");
            more.countDown();
            client.until("data: two");
            client.untilEnd();
        }
    }

    // TR-13
    @Test
    void aBodyOfKnownLengthIsNotKeptBackUntilItIsWhole() throws IOException {
        var more = new CountDownLatch(1);
        UPSTREAM.plays((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\":\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(more);
            out.write("7}\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        });
        try (var client = new Client(TOKENS.of("pieces"))) {
            client.until("{\"a\":");
            more.countDown();
            client.until("7}");
        }
    }

    @Test
    void closesInGoodOrderWhenAccessIsCutOffAndUpstreamIsLetGo() throws IOException, InterruptedException {
        var gone = openEnded();
        try (var client = new Client(TOKENS.of("cut"))) {
            client.until("data: one");
            table.end("connection:con-cut");
            client.untilEnd();
            assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().untilAsserted(() -> assertThat(facts.of("RevocationEnforced")).singleElement()
                    .satisfies(fact -> assertThat(fact.path("correlationid").asString()).isNotEmpty()));
            Awaitility.await().until(() -> streams.count("con-cut") == 0);
        }
    }

    @Test
    void othersStayOpen() throws IOException {
        openEnded();
        try (var client = new Client(TOKENS.of("stays"))) {
            client.until("data: one");
            table.end("connection:con-somebody-else");
            assertThat(streams.count("con-stays")).isEqualTo(1);
        }
        Awaitility.await().until(() -> streams.count("con-stays") == 0);
    }

    @Test
    void aCutBeforeTheFirstByteIsARefusal() throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        UPSTREAM.plays((request, out) -> {
            asked.countDown();
            await(new CountDownLatch(1));
        });
        try (var client = new Client(TOKENS.of("early"))) {
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            table.end("client:cli-early");
            client.until("HTTP/1.1 401");
        }
    }

    /**
     * The cut is known, and everyone was told of it, after the call was found to stand and before its stream is open: another stream that
     * is cut later has ended already.
     */
    @Test
    void aCutBetweenTheDecisionAndTheOpeningOfTheStreamIsARefusal() throws IOException {
        openEnded();
        try (var witness = new Client(TOKENS.of("witness"))) {
            witness.until("data: one");
            table.afterReading("connection:con-gap", () -> {
                table.end("connection:con-gap");
                table.end("connection:con-witness");
                Awaitility.await().until(() -> facts.of("RevocationEnforced").stream()
                        .anyMatch(fact -> fact.path("subject").asString().equals("con-witness")));
            });
            UPSTREAM.received.clear();
            try (var client = new Client(TOKENS.of("gap"))) {
                client.until("HTTP/1.1 401");
            }
            assertThat(UPSTREAM.received).isEmpty();
        }
    }

    // TR-14
    @Test
    void aClientsDisconnectCancelsTheRequestUpstream() throws IOException, InterruptedException {
        var gone = openEnded();
        try (var client = new Client(TOKENS.of("disconnect"))) {
            client.until("data: one");
        }
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> streams.count("con-disconnect") == 0);
    }

    @Test
    void aDisconnectBeforeTheFirstByteCancelsToo() throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        UPSTREAM.plays((request, out) -> {
            asked.countDown();
            untilClosed(out, gone, "x");
        });
        try (var client = new Client(TOKENS.of("impatient"))) {
            assertThat(client.connected()).isTrue();
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        }
        Awaitility.await().until(() -> streams.count("con-impatient") == 0);
    }

    @Test
    void aServerThatDiesInTheMiddleEndsTheClientsStreamToo() throws IOException {
        var seen = new CountDownLatch(1);
        UPSTREAM.plays((request, out) -> {
            RawUpstream.sse(out);
            RawUpstream.chunk(out, "data: one\n\n");
            await(seen);
            throw new IOException("killed");
        });
        try (var client = new Client(TOKENS.of("killed"))) {
            client.until("data: one");
            seen.countDown();
            client.untilEnd();
        }
    }

    /** A stream that goes on until it is closed; the latch falls when that is noticed. */
    static CountDownLatch openEnded() {
        var gone = new CountDownLatch(1);
        UPSTREAM.plays((request, out) -> {
            RawUpstream.sse(out);
            RawUpstream.chunk(out, "data: one\n\n");
            untilClosed(out, gone, "e\r\n: keep-alive\n\n\r\n");
        });
        return gone;
    }

    private static void untilClosed(java.io.OutputStream out, CountDownLatch gone, String again) throws IOException {
        try {
            for (;;) {
                if (new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
                out.write(again.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        } catch (IOException closed) {
            gone.countDown();
            throw closed;
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    /** A client on a plain socket, so that its end is its own to choose. */
    static final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
        private final BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Client(String token) throws IOException {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("GET " + MCP + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nAccept: text/event-stream\r\n"
                    + "Authorization: Bearer " + token + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        boolean connected() {
            return socket.isConnected();
        }

        void until(String text) throws IOException {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.contains(text)) {
                    return;
                }
            }
            throw new AssertionError("The stream ended before " + text);
        }

        /** The last chunk, or the connection's end, before about a minute of keep-alives has passed. */
        void untilEnd() throws IOException {
            var lines = 0;
            for (var line = in.readLine(); line != null && !line.equals("0"); line = in.readLine()) {
                assertThat(++lines).as("lines of a stream that does not end").isLessThan(6_000);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
