package io.countersign.consent;

import io.countersign.testkit.KafkaPart;
import io.countersign.testkit.Probe;
import io.countersign.testkit.harness.RunningService;
import io.countersign.testkit.harness.Start;
import io.countersign.testkit.harness.TwoReplicas;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 8, 1.8: two consent services on one store. A log begun anew needs topics begun anew. */
@Tag("broker")
class TwoReplicasTest {
    @TempDir
    static Path directory;
    private static KafkaPart kafka;

    @BeforeAll
    static void start() {
        kafka = new KafkaPart(directory.resolve("kafka"), Probe.freePort(), Probe.freePort());
        kafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.kill();
    }

    /** The consent service with that broker. */
    private static final class OnThatBroker extends RunningService {
        OnThatBroker() {
            super(ConsentApplication.class, "consent-service",
                    Start.in(directory).with("spring.kafka.bootstrap-servers", kafka.bootstrapServers()));
        }
    }

    @Test
    void twoConsentServicesTakeWritesAndOneRelays() {
        try (var first = new OnThatBroker()) {
            var owner = first.person("org-1", "usr-1", "owner");
            var second = first.beside();
            try {
                new TwoReplicas(first, second, (at, n) -> at.post(owner, "/api/v1/orgs/org-1/members/usr-two-" + n + "/access",
                        "{\"enabled\":false,\"reasonCode\":\"SECURITY\"}")).standTogether();
            } finally {
                second.leave();
            }
        }
    }
}
