package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that was shown and that nobody answered. */
class AbandonmentTest {
    @Test
    void afterTenMinutesItIsRecordedThatNobodyAnswered(@TempDir Path directory) {
        var clock = VirtualClock.at("2026-11-26T09:00:00Z");
        try (var peers = new FakePeers();
                var consent = RunningConsent.alone(directory, peers, new KnownPeople(),
                        start -> start.at(clock).with("countersign.consent.sweep", "PT0.1S"))) {
            var mia = consent.person("org-1", "usr-1", "member");
            var service = consent.service("org-1");
            var request = peers.holds(Requests.of("usr-1").expires(clock.instant().plusSeconds(600)).build());
            var path = "/internal/consents/decisions/" + request.id();
            assertThat(consent.get(mia, "/o/acme/consent/" + request.id()).status()).isEqualTo(200);
            assertThat(consent.get(service, path).status()).isEqualTo(404);

            clock.advance(Duration.ofMinutes(12));

            await().atMost(Duration.ofSeconds(60)).until(() -> consent.get(service, path).status() == 200);
            assertThat(consent.get(service, path).text("/outcome")).isEqualTo("DENIED");
        }
    }
}
