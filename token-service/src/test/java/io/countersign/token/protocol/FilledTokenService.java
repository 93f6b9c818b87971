package io.countersign.token.protocol;

import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipts;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Origin;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.NewEvent;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRejected;
import io.countersign.registry.contract.ClientEvent.ClientApprovalRequested;
import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.McpServerEvent.McpServerRegistered;
import io.countersign.registry.contract.OrganizationEvent.OrganizationCreated;
import io.countersign.registry.contract.OrganizationEvent.OrganizationSettingsChanged;
import io.countersign.registry.contract.OrganizationSettings;
import io.countersign.registry.contract.ProjectEvent.ProjectCreated;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.SessionPolicy;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import io.countersign.token.protocol.GeneratedConnections.Generated;
import io.countersign.token.settings.OrganizationPolicies;
import io.countersign.web.passport.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The token service with a broker of its own, and in its log, its topic and its view what a generator made. */
final class FilledTokenService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int COMMIT = 200;
    private final KafkaPart kafka;
    final GeneratedConnections generated;
    final RunningTokenService service;

    FilledTokenService(Path directory, GeneratedConnections generated) throws Exception {
        this.generated = generated;
        kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("countersign.registry", 2, (short) 1), new NewTopic("countersign.usage", 2, (short) 1)))
                    .all().get();
        }
        service = new RunningTokenService(directory, Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers()));
        service.consent.people = generated.people;
        register(generated);
        append(generated.all);
        await().atMost(PATIENCE)
                .until(() -> service.bean(OrganizationPolicies.class).of("org-1").flags().equals(GeneratedConnections.FLAGS));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> listed("org-1") + listed("org-2"),
                count -> count >= generated.all.size());
        call(generated.all);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> generated.all.reversed().stream()
                .filter(one -> one.calledAt() != null).allMatch(this::showsItsCall));
    }

    /** As the gateways tell of it. */
    private void call(List<Generated> generated) throws Exception {
        try (var producer = producer()) {
            for (var one : generated) {
                if (one.calledAt() != null) {
                    producer.send(new ProducerRecord<>("countersign.usage", one.id(), fact(one).getBytes(StandardCharsets.UTF_8))).get();
                    if (one.refused()) {
                        producer.send(new ProducerRecord<>("countersign.usage", one.id(), refusal(one).getBytes(StandardCharsets.UTF_8)))
                                .get();
                    }
                }
            }
        }
    }

    private static String fact(Generated one) {
        return """
                {"id":"01J","source":"/gateway/gateway-1/01K","type":"countersign.usage.ToolCalled.v1","subject":"%s","organization":"%s",
                 "correlationid":"c","time":"%s","data":{"gateway":"gateway-1","boot":"01K","n":0,"connectionId":"%s","clientId":"%s",
                 "subjectId":"%s","serverId":"%s","tool":"%s","status":200,"durationMillis":1,"scopes":["read"]}}
                """.formatted(one.id(), one.organization(), one.calledAt(), one.id(), one.client().id(), one.subject(), one.server().id(),
                one.tool());
    }

    private static String refusal(Generated one) {
        return """
                {"id":"01J","source":"/gateway/gateway-1/01K","type":"countersign.usage.ToolDenied.v1","subject":"%s","organization":"%s",
                 "correlationid":"c","time":"%s","data":{"gateway":"gateway-1","boot":"01K","n":0,"connectionId":"%s","clientId":"%s",
                 "subjectId":"%s","serverId":"%s","tool":"%s","code":"insufficient_scope"}}
                """.formatted(one.id(), one.organization(), one.calledAt(), one.id(), one.client().id(), one.subject(), one.server().id(),
                one.tool());
    }

    private boolean showsItsCall(Generated one) {
        return service.get(service.key(one.organization(), "owner"), "/api/v1/orgs/" + one.organization()
                + "/connections?includePast=true&q=" + one.id() + "&lastUsedFrom=" + one.lastUsedAt()).body().at("/items/0/lastTool")
                .asString("").equals(one.tool());
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(),
                new ByteArraySerializer());
    }

    private long listed(String organization) {
        return service.get(service.key(organization, "owner"), "/api/v1/orgs/" + organization + "/connections?includePast=true&limit=1")
                .body().at("/total/value").asLong();
    }

    /** As the registry's relay sends it. */
    private void register(GeneratedConnections generated) throws Exception {
        var facts = new ArrayList<Map.Entry<String, Object>>();
        Stream.of("prj-0", "prj-1", "prj-2").forEach(id -> facts.add(Map.entry(id, new ProjectCreated(id, "org-1", "Project " + id))));
        generated.servers.forEach(server -> facts.add(Map.entry(server.id(), new McpServerRegistered(server.id(), "org-1", server.project(),
                server.id(), server.name(), "https://host/" + server.id(), "https://up", List.of(), List.of(), new TreeMap<>(),
                SessionPolicy.DEFAULT))));
        generated.clients
                .forEach(client -> facts.add(Map.entry(client.id(), new ClientRegistered(client.id(), "org-1", "prj-0", client.name(),
                        client.method(), "public", "none", List.of(), null, List.of(), null, null, client.registeredBy(), null))));
        generated.clients.stream().filter(GeneratedConnections.Client::revoked)
                .forEach(client -> facts.add(Map.entry(client.id(), new ClientRevoked(client.id(), ReasonCode.ADMIN))));
        GeneratedConnections.ASKED.forEach(id -> facts.add(Map.entry(id, new ClientApprovalRequested(id, "srv-0"))));
        GeneratedConnections.REFUSED.forEach(id -> facts.add(Map.entry(id, new ClientApprovalRejected(id, "srv-0", ReasonCode.ADMIN))));
        facts.add(Map.entry("org-1", new OrganizationCreated("org-1", "acme", "Acme")));
        facts.add(Map.entry("org-1", new OrganizationSettingsChanged("org-1",
                new OrganizationSettings(SessionPolicy.DEFAULT, 90, 365, null, GeneratedConnections.FLAGS, ConsentMode.EXPLICIT,
                        List.of()))));
        var sequences = new HashMap<String, Long>();
        try (var topic = new RegistryTopic(kafka, service.bean(Clock.class))) {
            for (var fact : facts) {
                topic.say(fact.getKey(), sequences.merge(fact.getKey(), 1L, Long::sum) - 1, fact.getValue());
            }
        }
    }

    private void append(List<Generated> generated) {
        var log = service.bean(EventLogs.class).first();
        var events = new ArrayList<NewEvent>();
        for (var one : generated) {
            var sequence = 0L;
            for (var event : one.events()) {
                events.add(
                        new NewEvent(one.id(), sequence, log.envelopes().write(log.log().source(), one.id(), sequence, event, origin())));
                sequence++;
            }
            if (events.size() >= COMMIT) {
                log.log().append(new Commit(UlidCreator.getUlid().toString(), events, List.of()));
                events.clear();
            }
        }
        if (!events.isEmpty()) {
            log.log().append(new Commit(UlidCreator.getUlid().toString(), events, List.of()));
        }
    }

    /** Opens one more connection, of the first member. */
    static String authorize(RunningTokenService service, String id) {
        return Receipts.write(service.bean(Commands.class).send(
                new AuthorizeConnection(id,
                        new Parties("org-1", "prj-0", "cli-0", "srv-0", "https://host/mcp", SubjectType.MEMBER, "usr-0", null),
                        new Terms(new TreeSet<>(List.of("read")), new TreeMap<>(), 86_400, null), null, null),
                new Commands.Cause(new Actor(Actor.Type.SYSTEM, "test"), "org-1", null, "chain", null)));
    }

    private static Origin origin() {
        return new Origin(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), "org-1", null, "chain", null);
    }

    @Override
    public void close() {
        service.close();
        kafka.kill();
    }
}
