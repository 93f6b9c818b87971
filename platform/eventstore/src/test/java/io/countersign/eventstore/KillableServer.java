package io.countersign.eventstore;

import io.countersign.embeddedmongo.MongoProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** The embedded durable server in a process of its own, always at the same port and on the same file. */
final class KillableServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private Process process;

    KillableServer(Path directory) throws IOException {
        this.directory = directory;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.process = launch();
    }

    String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    void start() throws IOException {
        process = launch();
    }

    /** Gives it no chance to end in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process launch() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), MongoProcess.class.getName(), "--file", directory.resolve("data.mv").toString(),
                "--port", Integer.toString(port)))
                .redirectErrorStream(true).redirectOutput(directory.resolve("server.log").toFile()).start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
