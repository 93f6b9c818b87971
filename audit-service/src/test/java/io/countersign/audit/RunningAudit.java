package io.countersign.audit;

import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.testkit.Parts;
import io.countersign.testkit.VirtualClock;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.PassportMint;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The audit service with topics of its own and a clock that a test moves. */
public final class RunningAudit extends RunningService {
    static final int PARTITIONS = 3;
    private static final String OWN_TOPIC = "countersign.audit";
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers",
            Parts.kafka().bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
    private final VirtualClock clock;
    private final Path directory;
    private final List<String> topics;
    private final Start start;

    public RunningAudit(Path directory) {
        this(directory, Map.of());
    }

    /** With settings of its own. */
    public RunningAudit(Path directory, Map<String, String> settings) {
        this(directory, VirtualClock.at("2026-11-21T09:00:00Z"), topics(UUID.randomUUID().toString()),
                Start.in(directory).with(settings));
    }

    private RunningAudit(Path directory, VirtualClock clock, List<String> topics, Start start) {
        super(AuditApplication.class, "audit-service", start.at(clock).with(Map.of(
                "countersign.audit.topics", String.join(",", topics) + "," + OWN_TOPIC,
                "countersign.audit.witness.directory", directory.resolve("witness").toString(),
                "countersign.audit.exports.directory", directory.resolve("exports").toString())));
        this.start = start;
        this.directory = directory;
        this.clock = clock;
        this.topics = topics;
    }

    /** Two that are new; the service's own belongs to a log that is gone. */
    private static List<String> topics(String run) {
        var topics = List.of("registry-" + run, "token-" + run);
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()))) {
            admin.createTopics(topics.stream().map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)).toList());
            if (admin.listTopics().names().get().contains(OWN_TOPIC)) {
                admin.deleteTopics(List.of(OWN_TOPIC)).all().get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return topics;
    }

    /** Starts another process on the same data. */
    RunningAudit another() {
        return new RunningAudit(directory, clock, topics, start);
    }

    /** A request of this caller, to be sent in a way of one's own. */
    HttpRequest.Builder asked(Passport caller, String path) {
        return request(path).header("Authorization", "Bearer " + bean(PassportMint.class).mint(caller, "audit-service"));
    }

    /** Without any credential. */
    Answer open(String path) {
        return send(request(path));
    }

    public VirtualClock clock() {
        return clock;
    }

    public Path exports() {
        return directory.resolve("exports");
    }

    public Path witness() {
        return directory.resolve("witness/checkpoints.jsonl");
    }

    /** As the owner's relay would publish it, to any partition. */
    public void publish(int topic, int partition, DeliveredEvent event) {
        var sent = new ProducerRecord<>(topics.get(topic), partition, "key", event.bytes());
        Map.of("source", event.source(), "position", Long.toString(event.position()), "sequence", Long.toString(event.sequence()))
                .forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        var ignored = producer.send(sent);
    }

    public void published() {
        producer.flush();
    }

    @Override
    public void close() {
        super.close();
        producer.close();
    }
}
