package io.countersign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real Apache Kafka broker: one KRaft node that is broker and controller, on 127.0.0.1 only. It makes no topic by itself. */
public final class KafkaPart extends LaunchedPart {

    private final Path data;
    private final int port;
    private final int controllerPort;
    private final String more;

    /** A broker with its data, its configuration and its log in that directory. */
    public KafkaPart(Path data, int port, int controllerPort) {
        this(data, port, controllerPort, "");
    }

    private KafkaPart(Path data, int port, int controllerPort, String more) {
        this.data = data.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.more = more;
    }

    /** A broker that obeys access control lists; what none speaks of is allowed to everybody. */
    public static KafkaPart obeyingLists(Path data, int port, int controllerPort) {
        return new KafkaPart(data, port, controllerPort, """
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=true
                """);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String origin() {
        return "embedded: Apache Kafka, one node";
    }

    @Override
    public Launch launch() {
        return new Launch("Kafka", kafka("384m", "kafka.Kafka", configuration().toString()), Map.of(), data, log(data), this::serves,
                Duration.ofMinutes(1));
    }

    /** Writes the configuration and gives the data directory its cluster id, once. */
    @Override
    public void prepare() {
        try {
            Files.createDirectories(data);
            Files.writeString(configuration(), properties());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(data.resolve("topics/meta.properties"))) {
            var format = new Launch("Kafka's storage tool",
                    kafka("128m", "kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(),
                            "-c", configuration().toString()),
                    Map.of(), data, log(data), () -> false, Duration.ofMinutes(1));
            if (format.run() != 0) {
                throw new PartFailed("Kafka's storage cannot be prepared, see " + log(data) + ".");
            }
        }
    }

    private static Path log(Path data) {
        return data.resolve("kafka.log");
    }

    private Path configuration() {
        return data.resolve("server.properties");
    }

    private List<String> kafka(String heap, String main, String... arguments) {
        return Jvm.chosen().command(heap, List.of("-cp", Distribution.kafka().resolve("*").toString(), main), arguments);
    }

    private boolean serves() {
        if (!Probe.listens(port)) {
            return false;
        }
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 20, AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000))) {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=BROKER://127.0.0.1:%1$d
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                log.retention.ms=-1
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                """.formatted(port, controllerPort, data.resolve("topics")) + more;
    }
}
