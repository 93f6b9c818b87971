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
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An MCP server that frames its answer as wrongly as the request asks it to; every answer names the request it is meant for. */
final class MisbehavingUpstream implements AutoCloseable {
    static final String MANNER = "Mcp-Param-Manner";
    static final String ID = "Mcp-Param-Id";
    private final ServerSocket socket;

    /** How a request is answered. */
    enum Manner {
        HONEST, CHUNKED, INTERIM, INTERIMS, INTERIM_LONG_BEFORE, INTERIM_WITH_A_BODY, SWITCHING_PROTOCOLS, BEFORE_THE_BODY, EXTRA_BYTES, TWO_ANSWERS, THREE_ANSWERS, SECOND_ANSWER_CHUNKED, BODY_LONGER_THAN_SAID, BODY_SHORTER_THAN_SAID, CONTRADICTING_LENGTHS, LENGTH_AND_CHUNKS, BROKEN_CHUNK, RESET_BEFORE, RESET_IN_THE_HEAD, RESET_IN_THE_BODY, NO_LENGTH, SECOND_ANSWER_LATE;

        /** Whether the caller has to get its answer. */
        boolean answered() {
            return switch (this) {
                case HONEST, CHUNKED, INTERIM, INTERIMS, INTERIM_LONG_BEFORE, NO_LENGTH, TWO_ANSWERS, EXTRA_BYTES -> true;
                default -> false;
            };
        }
    }

    MisbehavingUpstream() {
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

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connection.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            for (var head = head(connection.getInputStream()); !head.isEmpty(); head = head(connection.getInputStream())) {
                answer(connection, head);
            }
        } catch (IOException | InterruptedException | IllegalArgumentException gone) {
            // Closed, or what came is no request: this connection has served its time.
        }
    }

    private static void answer(Socket connection, String head) throws IOException, InterruptedException {
        var manner = Manner.valueOf(header(head, MANNER));
        var body = "{\"for\":\"" + header(head, ID) + "\"}";
        var length = Integer.parseInt(header(head, "Content-Length"));
        var out = connection.getOutputStream();
        if (manner == Manner.BEFORE_THE_BODY) {
            write(out, whole(body));
            pause(20);
            connection.getInputStream().readNBytes(length);
            return;
        }
        connection.getInputStream().readNBytes(length);
        switch (manner) {
            case HONEST, BEFORE_THE_BODY -> write(out, whole(body));
            case CHUNKED -> write(out, chunked(body));
            case INTERIM -> write(out, interim(103), whole(body));
            case INTERIMS -> write(out, interim(100), interim(102), interim(103), interim(199), whole(body));
            case INTERIM_LONG_BEFORE -> {
                write(out, interim(103));
                pause(10);
                write(out, interim(102));
                pause(10);
                write(out, whole(body));
            }
            case INTERIM_WITH_A_BODY -> write(out, "HTTP/1.1 103 Early\r\nContent-Length: 5\r\n\r\nhello", whole(body));
            case SWITCHING_PROTOCOLS -> write(out, "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", whole(body));
            case EXTRA_BYTES -> write(out, whole(body) + "and more");
            case TWO_ANSWERS -> write(out, whole(body) + whole(body));
            case THREE_ANSWERS -> write(out, whole(body) + whole(body), whole(body));
            case SECOND_ANSWER_CHUNKED -> write(out, whole(body) + chunked(body));
            case BODY_LONGER_THAN_SAID -> write(out, sized(body, body.length() - 3));
            case BODY_SHORTER_THAN_SAID -> {
                write(out, sized(body, body.length() + 7));
                connection.close();
            }
            case CONTRADICTING_LENGTHS ->
                write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
            case LENGTH_AND_CHUNKS -> write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + chunks(body));
            case BROKEN_CHUNK -> write(out,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + body + "\r\n");
            case RESET_BEFORE -> reset(connection);
            case RESET_IN_THE_HEAD -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Le");
                reset(connection);
            }
            case RESET_IN_THE_BODY -> {
                write(out, sized(body, body.length() + 50));
                reset(connection);
            }
            case NO_LENGTH -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + body);
                connection.close();
            }
            case SECOND_ANSWER_LATE -> {
                write(out, whole(body));
                pause(5);
                write(out, whole(body));
            }
        }
    }

    private static String whole(String body) {
        return sized(body, body.length());
    }

    private static String sized(String body, int said) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + said + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks(body);
    }

    private static String chunks(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private static String interim(int status) {
        return "HTTP/1.1 " + status + " Interim\r\nLink: </style.css>\r\n\r\n";
    }

    private static void write(OutputStream out, String... pieces) throws IOException {
        for (var piece : pieces) {
            out.write(piece.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** The server's own slowness, which is what the test is about. */
    private static void pause(int milliseconds) throws InterruptedException {
        if (new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException();
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String header(String head, String name) {
        return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).trim()).findFirst().orElse("");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
