package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.eventstore.EventLogException;
import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientConnectionsRevoked;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.events.command.Commands;
import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Origin;
import io.countersign.events.log.Streams;
import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.testkit.harness.TwoReplicas;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 8, 1.2 and 1.8, with a broker: what a cut covers ends, all of it and once, by whichever of two replicas, though the store is full. */
@Tag("broker")
class CutoffOnKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 250;
    @TempDir
    static Path directory;
    private static KafkaPart kafka;
    private static RunningTokenService service;
    private static RunningTokenService other;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(
                    List.of(new NewTopic("countersign.registry", 2, (short) 1), new NewTopic("countersign.consent", 2, (short) 1)))
                    .all().get();
        }
        service = new RunningTokenService(directory, Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers()));
        other = service.replica(Map.of());
        service.registry.server("billing", 3_600, null, "read");
    }

    @AfterAll
    static void stop() {
        service.close();
        kafka.kill();
    }

    private static String authorize(String id, String client, String subject, Map<String, Long> epochs) {
        var parties = new Parties("org-1", "prj-1", client, "srv-1", "https://host",
                subject.equals(client) ? SubjectType.CLIENT : SubjectType.MEMBER, subject, null);
        service.bean(Commands.class).send(new AuthorizeConnection(id, parties,
                new Terms(new TreeSet<>(List.of("read")), new TreeMap<>(epochs), 3_600, null), null, null),
                new Commands.Cause(new Actor(Actor.Type.SYSTEM, "test"), "org-1", null, "chain", null));
        return id;
    }

    /** As the owner's relay sends it. */
    private static void publish(EventCatalog catalog, long position, String aggregateId, long sequence, Object event) throws Exception {
        var bytes = new EventEnvelopes(catalog, service.bean(Clock.class)).write("/test/" + catalog.topic(), aggregateId, sequence, event,
                new Origin(new Actor(Actor.Type.MANAGEMENT_KEY, "key-1"), "org-1", null, "chain", null));
        var record = new ProducerRecord<>(catalog.topic(), aggregateId, bytes);
        Map.of("position", Long.toString(position), "sequence", Long.toString(sequence), "source", "/test/" + catalog.topic())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
            producer.send(record).get();
        }
    }

    private static List<ConnectionRevoked> ends(String id) {
        return service.bean(Streams.class).load(id, List.<ConnectionRevoked>of(),
                (known, recorded) -> recorded.event() instanceof ConnectionRevoked end
                        ? Stream.concat(known.stream(), Stream.of(end)).toList()
                        : known)
                .state();
    }

    private static boolean alive(String id) {
        return service.bean(Connections.class).load(id).state() instanceof Active;
    }

    /** Each replica's store refuses every seventh end. */
    private static void fullNowAndThen(RunningTokenService replica) {
        var ends = new AtomicInteger();
        var ignored = replica.bean(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof RevokeConnection && ends.incrementAndGet() % 7 == 0) {
                throw new EventLogException.Overloaded("full");
            }
            return chain.proceed();
        });
    }

    @Test
    void aCutOfManyIsCompleteThoughTheStoreIsFullInTheMiddleAndItsEventComesTwice() throws Exception {
        fullNowAndThen(service);
        fullNowAndThen(other);
        var many = IntStream.range(0, MANY).mapToObj(n -> authorize("con-many-" + n, "cli-many", "cli-many", Map.of("client:cli-many", 3L)))
                .toList();
        var later = authorize("con-many-later", "cli-many", "cli-many", Map.of("client:cli-many", 8L));
        var elsewhere = authorize("con-elsewhere", "cli-else", "cli-else", Map.of("client:cli-else", 3L));

        publish(EventCatalog.of("countersign.registry", ClientEvent.class), 40, "cli-many", 8,
                new ClientConnectionsRevoked("cli-many", ReasonCode.SECURITY));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(many).filteredOn(CutoffOnKafkaTest::alive).isEmpty());
        assertThat(many).allSatisfy(id -> assertThat(ends(id)).singleElement()
                .satisfies(end -> assertThat(end.reasonCode()).isEqualTo(ConnectionEvent.ReasonCode.SECURITY)));
        assertThat(alive(later)).isTrue();
        assertThat(alive(elsewhere)).isTrue();

        var late = authorize("con-many-late", "cli-many", "cli-many", Map.of("client:cli-many", 7L));
        await("authorized by whoever did not know of the cut yet").atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ends(late)).extracting(ConnectionRevoked::cause).isEqualTo(
                        ends(many.getFirst()).stream().map(ConnectionRevoked::cause).toList()));
    }

    @Test
    void aMemberWhoLosesAccessLosesEveryConnectionAndNobodyElseDoes() throws Exception {
        var key = "member:org-1:usr-1";
        var hers = authorize("con-hers", "cli-app", "usr-1", Map.of(key, 0L, "client:cli-app", 0L));
        var his = authorize("con-his", "cli-app", "usr-2", Map.of("member:org-1:usr-2", 0L, "client:cli-app", 0L));

        publish(EventCatalog.of("countersign.consent", MemberAccessEvent.class), 0, "acc-org-1-usr-1", 0,
                new McpAccessDisabled("acc-org-1-usr-1", "org-1", "usr-1", io.countersign.consent.contract.ReasonCode.ADMIN));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ends(hers)).extracting(ConnectionRevoked::reasonCode)
                .containsExactly(ConnectionEvent.ReasonCode.ACCESS_DISABLED));
        assertThat(alive(his)).isTrue();
    }

    @Test
    void twoTokenServicesTakeRequestsAndOneRelays() {
        new TwoReplicas(service, other, (at, n) -> {
            var client = service.client("cli-two-" + n, "billing", "read");
            return ((RunningTokenService) at).token(client, "grant_type", "client_credentials");
        }).standTogether();
    }
}
