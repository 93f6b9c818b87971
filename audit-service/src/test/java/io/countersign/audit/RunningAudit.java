package io.countersign.audit;

import io.countersign.audit.intake.Delivered;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.starter.event.Actor;
import io.countersign.starter.passport.Passport;
import io.countersign.starter.passport.PassportMint;
import io.countersign.testkit.Parts;
import io.countersign.testkit.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit service on a real port, a real broker with topics of its own, and its own database; it can be restarted. */
public final class RunningAudit implements AutoCloseable {
    static final String NAME = "audit-service";
    static final int PARTITIONS = 3;
    private static final String OWN_TOPIC = "countersign.audit";
    private final String run = UUID.randomUUID().toString();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final DurableMongoServer mongo = DurableMongoServer.inMemory();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers",
            Parts.kafka().bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final Path directory;
    private final List<String> topics = List.of("registry-" + run, "token-" + run);
    private ConfigurableApplicationContext context;

    public RunningAudit(Path directory) {
        this.directory = directory;
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()))) {
            admin.createTopics(topics.stream().map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)).toList());
            if (admin.listTopics().names().get().contains(OWN_TOPIC)) {
                admin.deleteTopics(List.of(OWN_TOPIC)).all().get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        this.context = started();
    }

    private ConfigurableApplicationContext started() {
        var application = new SpringApplication(AuditApplication.class);
        application.addInitializers(fresh -> ((GenericApplicationContext) fresh).registerBean("clock", Clock.class, () -> clock));
        return application.run("--server.port=0", "--management.server.port=0",
                "--countersign.keys.directory=" + directory.resolve("keys"), "--countersign.keys.create-missing=true",
                "--countersign.passport.trusted-issuers=" + NAME, "--countersign.passport.caller-issuers=" + NAME,
                "--countersign.audit.topics=" + String.join(",", topics) + "," + OWN_TOPIC,
                "--countersign.audit.witness.directory=" + directory.resolve("witness"),
                "--countersign.audit.exports.directory=" + exports(),
                "--spring.kafka.bootstrap-servers=" + Parts.kafka().bootstrapServers(), "--spring.mongodb.uri=" + mongo.uri("audit"));
    }

    public void restart() {
        context.close();
        context = started();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
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
    public void publish(int topic, int partition, Delivered event) {
        var sent = new ProducerRecord<>(topics.get(topic), partition, "key", event.bytes());
        Map.of("source", event.source(), "position", Long.toString(event.position()), "sequence", Long.toString(event.sequence()))
                .forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        var ignored = producer.send(sent);
    }

    public void published() {
        producer.flush();
    }

    public Passport with(String organization, String actor, String... roles) {
        return new Passport(new Actor(Actor.Type.MEMBER, actor), organization, Set.of(roles), clock.instant(), "session");
    }

    public Answer get(Passport caller, String path) {
        return send(caller, path, "GET", "");
    }

    public Answer post(Passport caller, String path, String body, String... headers) {
        return send(caller, path, "POST", body, headers);
    }

    private Answer send(Passport caller, String path, String method, String body, String... headers) {
        var port = context.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + context.getBean(PassportMint.class).mint(caller, NAME))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        producer.close();
        mongo.close();
        http.close();
    }

    /** An answer, its bytes and what they say. */
    public record Answer(HttpResponse<byte[]> response, JsonMapper json) {
        public int status() {
            return response.statusCode();
        }

        public byte[] bytes() {
            return response.body();
        }

        public JsonNode body() {
            return bytes().length == 0 ? json.createObjectNode() : json.readTree(bytes());
        }

        public String text(String pointer) {
            return body().at(pointer).asString("");
        }
    }
}
