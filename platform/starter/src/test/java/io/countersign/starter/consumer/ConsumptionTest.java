package io.countersign.starter.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.starter.consumer.DeadLetters.Reason;
import io.countersign.starter.event.Actor;
import io.countersign.starter.event.EventCatalog;
import io.countersign.starter.event.EventEnvelopes;
import io.countersign.starter.event.Origin;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.sample.LampEvent;
import io.countersign.starter.sample.LampEvent.LampSwitched;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A7: a poison event waits in the dead letters, only its aggregate waits with it, nothing is skipped. */
class ConsumptionTest {
    private static final EventCatalog LAMPS = EventCatalog.of("countersign.lamps", LampEvent.class);
    private static DurableMongoServer server;
    private static MongoClient client;

    private final List<String> effects = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private String poison = "";
    private boolean storeDown;
    private DeadLetters letters;

    @BeforeAll
    static void start() {
        server = DurableMongoServer.inMemory();
        client = MongoClients.create(server.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        client.getDatabase("consumption").drop();
        letters = new DeadLetters(client.getDatabase("consumption"), Clock.systemUTC());
    }

    @Test
    void eventsTakeEffectInTheirOrder() {
        consumption().poll(List.of(lamp("a", 0), lamp("b", 0), lamp("a", 1)));
        assertThat(effects).containsExactly("a#0", "a#1", "b#0");
    }

    @Test
    void aPoisonEventHoldsUpOnlyItsAggregate() {
        poison = "a#1";
        consumption().poll(List.of(lamp("a", 0), lamp("a", 1), lamp("b", 0), lamp("a", 2)));
        consumption().poll(List.of(lamp("a", 3), lamp("b", 1)));
        assertThat(effects).containsExactly("a#0", "b#0", "b#1");
        assertThat(letters.of("lamps")).extracting(letter -> letter.delivery().sequence() + " " + letter.reason()).containsExactly(
                "1 FAILED",
                "2 QUEUED", "3 QUEUED");
        assertThat(notices).containsExactly("a#1 FAILED");
    }

    @Test
    void afterAFixTheQueueIsConsumedInOrderAndTheAggregateGoesOn() {
        poison = "a#1";
        consumption().poll(List.of(lamp("a", 0), lamp("a", 1), lamp("a", 2)));
        assertThat(consumption().retry()).isZero();
        poison = "";
        assertThat(consumption().retry()).isEqualTo(2);
        consumption().poll(List.of(lamp("a", 3)));
        assertThat(effects).containsExactly("a#0", "a#1", "a#2", "a#3");
        assertThat(letters.of("lamps")).isEmpty();
    }

    @Test
    void anAggregateStaysBlockedAfterARestart() {
        poison = "a#0";
        consumption().poll(List.of(lamp("a", 0)));
        letters = new DeadLetters(client.getDatabase("consumption"), Clock.systemUTC());
        poison = "";
        consumption().poll(List.of(lamp("a", 1)));
        assertThat(effects).isEmpty();
        assertThat(letters.of("lamps")).hasSize(2);
    }

    @Test
    void aTypeThatThisVersionDoesNotKnowIsParked() {
        var strange = new String(lamp("a", 1).bytes(), StandardCharsets.UTF_8).replace("LampSwitched", "LampPainted")
                .getBytes(StandardCharsets.UTF_8);
        consumption().poll(List.of(lamp("a", 0), new Delivery("countersign.lamps", "a", 1, 11, strange), lamp("a", 2)));
        assertThat(effects).containsExactly("a#0");
        assertThat(letters.of("lamps")).extracting(DeadLetters.Letter::reason).containsExactly(Reason.UNKNOWN_TYPE, Reason.QUEUED);
    }

    @Test
    void bytesThatAreNoEnvelopeAreKeptAsTheyAre() {
        var garbage = "no envelope".getBytes(StandardCharsets.UTF_8);
        consumption().poll(List.of(new Delivery("countersign.lamps", "a", 0, 10, garbage)));
        assertThat(letters.of("lamps")).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(letter.delivery().bytes()).isEqualTo(garbage);
        });
    }

    @Test
    void aStoreThatIsDownMakesNoDeadLetterTheEventsComeAgain() {
        storeDown = true;
        assertThatThrownBy(() -> consumption().poll(List.of(lamp("a", 0)))).isInstanceOf(IllegalStateException.class);
        assertThat(letters.of("lamps")).isEmpty();
        storeDown = false;
        consumption().poll(List.of(lamp("a", 0)));
        assertThat(effects).containsExactly("a#0");
    }

    private Consumption consumption() {
        return new Consumption(new Lamps(), new EventEnvelopes(LAMPS, Clock.systemUTC()), letters,
                (_, delivery, reason) -> notices.add(delivery.aggregateId() + "#" + delivery.sequence() + " " + reason));
    }

    private static Delivery lamp(String id, long sequence) {
        var origin = new Origin(new Actor(Actor.Type.SYSTEM, "test"), null, null, "correlation", null);
        var bytes = new EventEnvelopes(LAMPS, Clock.systemUTC()).write("/test/lamps/1", id, sequence, new LampSwitched(id, true), origin);
        return new Delivery("countersign.lamps", id, sequence, 10 + sequence, bytes);
    }

    private final class Lamps implements EventConsumer {
        @Override
        public String name() {
            return "lamps";
        }

        @Override
        public EventCatalog source() {
            return LAMPS;
        }

        @Override
        public boolean accepts(Recorded<?> recorded) {
            return true;
        }

        @Override
        public void consume(List<Recorded<?>> ofOneAggregate) {
            for (var event : ofOneAggregate) {
                var key = event.aggregateId() + "#" + event.sequence();
                if (storeDown) {
                    throw new IllegalStateException("the store is down");
                }
                if (key.equals(poison)) {
                    throw new Poisoned(event.sequence(), new IllegalArgumentException("poison"));
                }
                effects.add(key);
            }
        }
    }
}
