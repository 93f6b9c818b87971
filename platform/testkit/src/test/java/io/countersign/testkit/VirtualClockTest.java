package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    @Test
    void timePassesOnlyWhenATestSaysSoAndInEveryZone() {
        var clock = VirtualClock.at("2026-01-01T00:00:00Z");
        var elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.advance(Duration.ofDays(1));
        assertThat(elsewhere.instant()).isEqualTo(clock.instant()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    }
}
