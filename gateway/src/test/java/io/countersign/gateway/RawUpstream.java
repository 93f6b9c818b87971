package io.countersign.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An MCP server that records the exact bytes it gets and plays back the exact bytes it is told. */
final class RawUpstream implements AutoCloseable {
    final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    final CountDownLatch disconnected = new CountDownLatch(1);
    private final ServerSocket socket;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Script script = (request, out) -> json(out, 200, "{}");

    RawUpstream() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/upstream";
    }

    void plays(Script next) {
        script = next;
    }

    Received next() throws InterruptedException {
        var request = received.poll(60, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("Nothing came upstream");
        }
        return request;
    }

    static void json(OutputStream out, int status, String body, String... headers) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        List.of(headers).forEach(header -> head.append(header).append("\r\n"));
        out.write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static void sse(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    static void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Closes every connection that stands now, without a word, as a server does with idle ones. */
    void closeConnections() {
        for (var connection : connections) {
            try {
                connection.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void serve(Socket connection) {
        connections.add(connection);
        try (connection) {
            for (var request = read(connection.getInputStream()); request != null; request = read(connection.getInputStream())) {
                received.add(request);
                script.answer(request, connection.getOutputStream());
            }
        } catch (IOException | InterruptedException gone) {
            // The peer closed: that is what some tests wait for.
        } finally {
            connections.remove(connection);
            disconnected.countDown();
        }
    }

    private static @org.jspecify.annotations.Nullable Received read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        var text = head.toString(StandardCharsets.ISO_8859_1);
        var length = text.lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).trim())).findFirst().orElse(0);
        return new Received(text, in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @param head request line and headers as they came */
    record Received(String head, byte[] body) {
        boolean has(String header) {
            return head.lines()
                    .anyMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(header.toLowerCase(java.util.Locale.ROOT) + ":"));
        }

        String header(String header) {
            return head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(header.toLowerCase(java.util.Locale.ROOT) + ":"))
                    .map(line -> line.substring(header.length() + 1).trim()).findFirst().orElse("");
        }
    }

    /** What to say to a request. */
    interface Script {
        void answer(Received request, OutputStream out) throws IOException, InterruptedException;
    }
}
