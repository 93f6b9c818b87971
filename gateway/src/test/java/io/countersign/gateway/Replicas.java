package io.countersign.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** Several gateways under one public address, on one database, with the same keys and the same clock. */
final class Replicas implements AutoCloseable {
    private final String base;
    private final FakePeers peers;
    private final ShiftedClock clock;
    private final List<String> settings = new ArrayList<>();
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    Replicas(String base, FakePeers peers, ShiftedClock clock, String... settings) {
        this.base = base;
        this.peers = peers;
        this.clock = clock;
        this.settings.addAll(List.of(settings));
        this.settings.add("countersign.keys.directory=" + directory());
    }

    int start(int port) {
        var all = new ArrayList<>(settings);
        all.addAll(List.of("server.port=" + port, "server.address=127.0.0.1", "management.server.port=0", "countersign.base-url=" + base,
                "countersign.gateway.allowed.hosts=127.0.0.1:" + port, "countersign.keys.create-missing=true",
                "countersign.services.registry=" + peers.url(), "countersign.services.consent=" + peers.url(),
                "countersign.services.token=" + peers.url(), "countersign.services.audit=" + peers.url(),
                "countersign.services.patience=20s", "countersign.gateway.allowed.origins=https://inspector.example",
                "spring.kafka.listener.auto-startup=false", "spring.jmx.enabled=false"));
        running.add(new SpringApplicationBuilder(GatewayApplication.class, GatewayTest.Parts.class).properties(all.toArray(String[]::new))
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("shiftedClock", clock);
                    context.getBeanFactory().registerSingleton("reactorResourceFactory", new LastingThreads());
                })
                .run(all.stream().map(setting -> "--" + setting).toArray(String[]::new)));
        ports.add(port);
        return port;
    }

    /** Ends all and starts them again, with nothing but what they stored. */
    void restart() {
        var known = List.copyOf(ports);
        close();
        running.clear();
        ports.clear();
        known.forEach(this::start);
    }

    /** The event loops that everything in one JVM shares do not end with one gateway. */
    private static final class LastingThreads extends ReactorResourceFactory {
        @Override
        public void stop() {
            // others go on
        }

        @Override
        public void destroy() {
            // others go on
        }
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("gateway-keys");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
