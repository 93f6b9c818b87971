package io.countersign.events.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.events.log.LogsProperties.Log;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.passport.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which logs may lose a prefix, and how an event's age is known (architecture 3). */
class LogRetentionTest {
    private static final Log AGGREGATES = new Log("lamps", "lamps", null, null);

    private static void logs(Log first, @Nullable String accessTopic, Duration retention) {
        var ignored = new LogsProperties(List.of(first, new Log("facts", "facts", accessTopic, retention)));
    }

    @Test
    void theLogOfTheAggregatesKeepsEverything() {
        var forgetful = new Log("lamps", "lamps", null, Duration.ofDays(400));
        assertThatIllegalArgumentException().isThrownBy(() -> logs(forgetful, null, Duration.ofDays(400)))
                .withMessageContaining("lamps holds aggregates");
    }

    @Test
    void aLogThatDecidesOnAccessKeepsEverything() {
        assertThatIllegalArgumentException().isThrownBy(() -> logs(AGGREGATES, "facts.access", Duration.ofDays(400)))
                .withMessageContaining("facts holds what decides on access");
    }

    @Test
    void aRetentionIsLongerThanARepeatedRequestMayTake() {
        logs(AGGREGATES, null, Duration.ofDays(2));
        assertThatIllegalArgumentException().isThrownBy(() -> logs(AGGREGATES, null, Duration.ofHours(47)))
                .withMessageContaining("retention of facts is PT47H");
    }

    @Test
    void anEventsTimeIsReadWithoutWhatItSays() {
        var clock = VirtualClock.at("2026-11-21T09:00:00.123Z");
        var written = new EventEnvelopes(EventCatalog.of("lamps", LampEvent.class), clock).write("/s/lamps/1", "lmp-1", 0,
                new LampSwitched("lmp-1", true), new Origin(new Actor(Actor.Type.SYSTEM, "s"), null, null, "c", null));
        var other = new EventEnvelopes(EventCatalog.of("others"), clock);
        assertThat(other.time(0, written)).isEqualTo(Instant.parse("2026-11-21T09:00:00.123Z"));
        assertThat(other.time(0, "{\"data\":{\"time\":\"no\"},\"time\":\"2026-11-21T09:00:00Z\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
        for (var strange : List.of("", "{}", "[]", "{\"time\":7}", "{\"time\":null}", "nonsense")) {
            assertThatExceptionOfType(UnreadableEvent.class).as(strange)
                    .isThrownBy(() -> other.time(0, strange.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
