package io.countersign.registry;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.testkit.harness.RunningService.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K7: where topics are provisioned, the right to make one can be withdrawn. */
@Tag("broker")
class WithdrawnCreateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir
    static Path directory;
    static KafkaPart kafka;
    static RunningRegistry registry;

    @BeforeAll
    static void startWithEveryRight() {
        kafka = KafkaPart.obeyingLists(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
        registry = new RunningRegistry(directory, kafka.bootstrapServers());
        shown(made(new Acme(registry), "With every right"));
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.kill();
    }

    @Test
    void aServiceStartsAndWorksWithoutCreateOnceItsTopicsAreThere() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            withdrawCreate(admin);
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("another", 1, (short) 1))).all().get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }

        registry.restart();

        shown(made(new Acme(registry), "Without the right to make topics"));
    }

    private static Answer made(Acme acme, String name) {
        var made = registry.post(acme.owner, acme.api + "/projects", "{\"name\":\"" + name + "\"}");
        assertThat(made.status()).as(made.content()).isEqualTo(201);
        return made;
    }

    /** By its view, which Kafka feeds. */
    private static void shown(Answer made) {
        var acme = new Acme(registry);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(registry.get(acme.owner, acme.api + "/projects/" + made.text("/id")).status()).isEqualTo(200));
    }

    private static void withdrawCreate(Admin admin) throws Exception {
        admin.createAcls(Stream.of(new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL))
                .flatMap(resource -> Stream.of(everybody(resource, ALL, ALLOW), everybody(resource, CREATE, DENY))).toList()).all().get();
    }

    private static AclBinding everybody(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }
}
