package io.countersign.eventstore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server and cuts connections: before a request has arrived, or after it has and before its answer. */
final class CuttingProxy implements AutoCloseable {
    private enum Cut {
        NONE, BEFORE_REQUEST, BEFORE_ANSWER
    }

    private final int target;
    private final Random random;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile int perMille;

    CuttingProxy(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String uri() {
        return "mongodb://127.0.0.1:" + listening.getLocalPort();
    }

    /** From here on so many of a thousand requests meet a cut. */
    void cut(int ofThousand) {
        perMille = ofThousand;
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                connect(listening.accept());
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            var connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
            threads.execute(connection::requests);
            threads.execute(connection::answers);
        } catch (IOException unreachable) {
            client.close();
        }
    }

    private Cut draw() {
        synchronized (random) {
            if (random.nextInt(1_000) >= perMille) {
                return Cut.NONE;
            }
            cuts.incrementAndGet();
            return random.nextInt(3) == 0 ? Cut.BEFORE_REQUEST : Cut.BEFORE_ANSWER;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            pump(client, server, true);
        }

        void answers() {
            pump(server, client, false);
        }

        private void pump(Socket from, Socket to, boolean requests) {
            var buffer = new byte[1 << 16];
            try (from; to) {
                for (var read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                    var cut = requests ? draw() : Cut.NONE;
                    if (cut == Cut.BEFORE_REQUEST || (mute && !requests)) {
                        return;
                    }
                    mute = mute || cut == Cut.BEFORE_ANSWER;
                    to.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException broken) {
                mute = true;
            }
        }
    }
}
