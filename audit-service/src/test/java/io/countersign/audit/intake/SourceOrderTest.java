package io.countersign.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SourceOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private static DeliveredEvent event(long position) {
        return new DeliveredEvent("/s", position, 0, new byte[0]);
    }

    private static List<Long> positions(List<DeliveredEvent> events) {
        return events.stream().map(DeliveredEvent::position).toList();
    }

    @Nested
    class GivenRecordsInAnyOrderAndSomeTwice {
        @Test
        void eachPositionComesOutOnceAndInOrder() {
            for (var seed = 0; seed < 200; seed++) {
                var records = new ArrayList<>(LongStream.range(0, 100).boxed().toList());
                records.addAll(records.subList(20, 60));
                Collections.shuffle(records, new Random(seed));
                var order = new SourceOrder(10);
                var out = new ArrayList<Long>();
                records.forEach(position -> out.addAll(positions(order.take(event(position), NOW))));
                assertThat(out).isEqualTo(LongStream.range(10, 100).boxed().toList());
                assertThat(order.waiting()).isZero();
            }
        }
    }

    @Nested
    class GivenAMissingPosition {
        private final SourceOrder order = new SourceOrder(0);

        @Test
        void nothingBehindItComesOut() {
            assertThat(order.take(event(1), NOW)).isEmpty();
            assertThat(order.take(event(2), NOW)).isEmpty();
            assertThat(positions(order.take(event(0), NOW))).containsExactly(0L, 1L, 2L);
        }

        @Test
        void afterAMinuteItIsAnAlarmUntilItComes() {
            order.take(event(1), NOW);
            assertThat(order.overdue(NOW.plusSeconds(59))).isFalse();
            assertThat(order.overdue(NOW.plusSeconds(60))).isTrue();
            order.take(event(0), NOW.plusSeconds(61));
            assertThat(order.overdue(NOW.plusSeconds(600))).isFalse();
        }

        @Test
        void aPartitionThatIsTooFarAheadRests() {
            assertThat(order.tooFarAhead(4_096)).isFalse();
            assertThat(order.tooFarAhead(4_097)).isTrue();
        }
    }
}
