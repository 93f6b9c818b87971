package io.countersign.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReservationTest {
    @Nested
    class GivenAValueInAScope {
        @Test
        void itsStreamIsAlwaysTheSame() {
            assertThat(Reservation.streamId("resource", "https://a.example/mcp"))
                    .isEqualTo(Reservation.streamId("resource", "https://a.example/mcp"))
                    .matches("rsv-[0-9a-f]{64}");
        }

        @Test
        void anotherScopeOrAnotherValueIsAnotherStream() {
            assertThat(Reservation.streamId("ab", "c")).isNotEqualTo(Reservation.streamId("a", "bc"));
            assertThat(Reservation.streamId("slug", "a")).isNotEqualTo(Reservation.streamId("slug", "b"));
        }

        @Test
        void onlyOneCommitCanReserveIt() {
            try (var log = new InMemoryEventLog("/test/reservations/1")) {
                var stream = Reservation.streamId("slug", "acme");
                log.append(Events.commit(Events.event("org-1", 0), Events.event(stream, 0)));
                assertThatThrownBy(() -> log.append(Events.commit(Events.event("org-2", 0), Events.event(stream, 0))))
                        .isInstanceOfSatisfying(EventLogException.Conflict.class,
                                conflict -> assertThat(conflict.aggregateId()).isEqualTo(stream));
                assertThat(log.stream("org-2", 0)).isEmpty();
            }
        }
    }
}
