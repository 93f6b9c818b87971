package io.countersign.events.consumer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.consumer.DeadLetterStore.Reason;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.EmptyDatabase;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.events.telemetry.EventCorrelations;
import io.countersign.web.passport.Actor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Facts that stand in no log: each by itself, so that one that cannot be read holds up no other. */
class FactConsumptionTest {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();
    private final EventCatalog lamps = EventCatalog.facts("countersign.lamp-use", LampEvent.class);
    private final List<Recorded<?>> effects = new ArrayList<>();
    private final List<@Nullable String> parents = new ArrayList<>();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private DeadLetterStore letters;
    private final List<List<Long>> goes = new ArrayList<>();
    private boolean poison;
    private boolean together;
    private long failing = -1;

    @BeforeEach
    void observe() {
        letters = new DeadLetterStore(DATABASE.get(), Clock.systemUTC());
        observations.observationConfig().observationHandler(new ObservationHandler<ReceiverContext<Object>>() {
            @Override
            public void onStart(ReceiverContext<Object> context) {
                parents.add(context.getGetter().get(requireNonNull(context.getCarrier()), "traceparent"));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ReceiverContext;
            }
        });
    }

    private Consumption consumption() {
        return new Consumption(new LampUse(), new EventEnvelopes(lamps, Clock.systemUTC()), letters,
                new DeadLetterCounters(new SimpleMeterRegistry()), new EventCorrelations(observations));
    }

    private static Delivery fact(long offset, String type, String data) {
        return delivery(offset,
                """
                        {"id":"01J%d","source":"/gateway/gateway-1/b","type":"countersign.lamp-use.%s.v1","subject":"lmp-1","correlationid":"chain-7",
                         "time":"2026-11-21T09:00:00Z","organization":"org-1","traceparent":"%s","data":%s}"""
                        .formatted(offset, type, TRACEPARENT, data));
    }

    private static Delivery delivery(long offset, @Nullable String value) {
        return Delivery.ofFact(new ConsumerRecord<>("countersign.lamp-use", 3, offset, "lmp-1",
                value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    private static Delivery switched(long offset) {
        return fact(offset, "LampSwitched", "{\"lampId\":\"lmp-1\",\"on\":true}");
    }

    @Test
    void aFactIsReadWithItsPlaceAndWhoeverReportedIt() {
        consumption().poll(List.of(switched(41)));

        assertThat(effects).singleElement().isEqualTo(new Recorded<>("countersign.lamp-use-3", 41, "01J41", "lmp-1", 0,
                new LampSwitched("lmp-1", true), "org-1", new Actor(Actor.Type.SYSTEM, "/gateway/gateway-1/b"),
                Instant.parse("2026-11-21T09:00:00Z"), null, "chain-7", TRACEPARENT));
    }

    @Test
    void itsHandlingIsASpanBelowWhateverCausedIt() {
        consumption().poll(List.of(switched(41)));

        assertThat(parents).containsExactly(TRACEPARENT);
    }

    @Test
    void whatCannotBeReadWaitsByItselfAndIsToldOf() {
        consumption().poll(List.of(switched(1), delivery(2, "no envelope"), delivery(3, null),
                fact(4, "LampSwitched", "\"neither\""), switched(5)));

        assertThat(effects).extracting(Recorded::position).containsExactly(1L, 5L);
        assertThat(letters.of("lamp-use")).extracting(letter -> letter.delivery().place().offset() + " " + letter.reason())
                .containsExactly("2 UNREADABLE", "3 UNREADABLE", "4 UNREADABLE");
    }

    @Test
    void whatFailsForEverWaitsByItselfUntilItIsMended() {
        poison = true;
        consumption().poll(List.of(switched(1)));
        poison = false;
        consumption().poll(List.of(switched(2)));

        assertThat(letters.of("lamp-use")).extracting(DeadLetterStore.Letter::reason).containsExactly(Reason.FAILED);
        assertThat(consumption().retry()).isEqualTo(1);
        assertThat(effects).extracting(Recorded::position).containsExactly(2L, 1L);
    }

    @Test
    void aTypeThatNobodyNamedIsSomebodyElsesBusiness() {
        consumption().poll(List.of(fact(1, "LampDusted", "{}"), switched(2)));

        assertThat(effects).hasSize(1);
        assertThat(letters.of("lamp-use")).isEmpty();
    }

    /** Many facts, one write: and one that cannot be read, or fails, takes none of the others with it. */
    @Test
    void whatIsTakenTogetherComesInOneGoAndEachByItselfWhereThatFails() {
        together = true;
        consumption().poll(List.of(switched(1), delivery(2, "no envelope"), switched(3), switched(4)));

        assertThat(goes).containsExactly(List.of(1L, 3L, 4L));
        goes.clear();
        failing = 6L;
        consumption().poll(List.of(switched(5), switched(6), switched(7)));

        assertThat(goes).containsExactly(List.of(5L), List.of(7L));
        assertThat(letters.of("lamp-use")).extracting(letter -> letter.delivery().place().offset() + " " + letter.reason())
                .containsExactly("2 UNREADABLE", "6 FAILED");
    }

    private final class LampUse implements EventConsumer {
        @Override
        public String name() {
            return "lamp-use";
        }

        @Override
        public EventCatalog source() {
            return lamps;
        }

        @Override
        public boolean accepts(Recorded<?> recorded) {
            return true;
        }

        @Override
        public boolean oneByOne() {
            return !together;
        }

        @Override
        public boolean together() {
            return together;
        }

        @Override
        public void consume(List<Recorded<?>> facts) {
            if (poison) {
                throw new Poisoned(0, new IllegalArgumentException("poison"));
            }
            var positions = facts.stream().map(Recorded::position).toList();
            if (positions.contains(failing)) {
                throw new IllegalArgumentException("poison");
            }
            goes.add(positions);
            effects.addAll(facts);
        }
    }
}
