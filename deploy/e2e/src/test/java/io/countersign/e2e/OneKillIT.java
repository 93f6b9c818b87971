package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A1, A2: one process dies under load and comes back; nothing acknowledged is missing, nothing happened twice. */
class OneKillIT {
    private static final Duration BOUND = Duration.ofSeconds(90);

    @ParameterizedTest
    @ValueSource(strings = {"token-service", "mongo", "kafka"})
    void whateverWasAcknowledgedIsInTheHistoryExactlyOnce(String victim) {
        var platform = Platform.running();
        try (var load = AcknowledgedLoad.start(platform, victim)) {
            load.awaitAcknowledged(20, BOUND);
            platform.kill(victim);
            platform.up();
            load.awaitAcknowledged(40, BOUND);
        }
        var history = new History(platform.target());
        var acknowledged = AcknowledgedLoad.acknowledged();
        await().atMost(BOUND).untilAsserted(() -> assertThat(history.facts()).containsAll(acknowledged));
        assertThat(history.facts()).doesNotHaveDuplicates();
    }
}
