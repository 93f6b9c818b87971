package io.countersign.bench;

import io.countersign.testkit.Jvm;
import io.countersign.testkit.Launch;
import io.countersign.testkit.Probe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A process of the bench's own classes that listens on a port; ends with {@link #close()}.
 */
record Helper(ProcessHandle process, int port) implements AutoCloseable {
    /** @param arguments made from the port it shall listen on */
    static Helper start(Class<?> main, Path data, IntFunction<List<String>> arguments) {
        var port = Probe.freePort();
        var command = Jvm.chosen().command("256m", List.of("-cp", System.getProperty("java.class.path"), main.getName()),
                arguments.apply(port).toArray(String[]::new));
        var launch = new Launch(main.getSimpleName(), command, Map.of(), data, data.resolve(main.getSimpleName() + ".log"),
                () -> Probe.listens(port), Duration.ofMinutes(1));
        var process = launch.start();
        launch.awaitReady(process);
        return new Helper(process, port);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    List<Long> pids() {
        return List.of(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
