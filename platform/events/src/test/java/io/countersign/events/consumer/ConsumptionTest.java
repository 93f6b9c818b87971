package io.countersign.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import io.countersign.events.consumer.DeadLetterStore.Reason;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Origin;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.EmptyDatabase;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.events.telemetry.EventCorrelations;
import io.countersign.web.passport.Actor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** A7: a poison event waits in the dead letters, only its aggregate waits with it, nothing is skipped. */
class ConsumptionTest {
    private static final EventCatalog LAMPS = EventCatalog.of("countersign.lamps", LampEvent.class);
    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();

    private final List<String> effects = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private String poison = "";
    private boolean storeDown;
    private DeadLetterStore letters;

    @BeforeEach
    void empty() {
        letters = new DeadLetterStore(DATABASE.get(), Clock.systemUTC());
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
        assertThat(meters.counter("countersign.dead.letters", "consumer", "lamps", "reason", "FAILED").count()).isEqualTo(1);
        assertThat(meters.get("countersign.dead.letters").tag("reason", "UNREADABLE").counter().count()).as("told before the first")
                .isZero();
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
        letters = new DeadLetterStore(DATABASE.get(), Clock.systemUTC());
        poison = "";
        consumption().poll(List.of(lamp("a", 1)));
        assertThat(effects).isEmpty();
        assertThat(letters.of("lamps")).hasSize(2);
    }

    @Test
    void aTypeThatThisVersionDoesNotKnowIsParked() {
        var strange = new String(lamp("a", 1).bytes(), StandardCharsets.UTF_8).replace("LampSwitched", "LampPainted")
                .getBytes(StandardCharsets.UTF_8);
        consumption().poll(List.of(lamp("a", 0), delivery("a", 1, strange), lamp("a", 2)));
        assertThat(effects).containsExactly("a#0");
        assertThat(letters.of("lamps")).extracting(DeadLetterStore.Letter::reason).containsExactly(Reason.UNKNOWN_TYPE, Reason.QUEUED);
    }

    @Test
    void bytesThatAreNoEnvelopeAreKeptAsTheyAre() {
        var garbage = "no envelope".getBytes(StandardCharsets.UTF_8);
        consumption().poll(List.of(delivery("a", 0, garbage)));
        assertThat(letters.of("lamps")).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(letter.delivery().bytes()).isEqualTo(garbage);
        });
    }

    @Test
    void aStoreThatIsDownMakesNoDeadLetterTheEventsComeAgain() {
        storeDown = true;
        assertThatThrownBy(() -> consumption().poll(List.of(lamp("a", 0)))).isInstanceOf(MongoTimeoutException.class);
        assertThat(letters.of("lamps")).isEmpty();
        storeDown = false;
        consumption().poll(List.of(lamp("a", 0)));
        assertThat(effects).containsExactly("a#0");
    }

    @Test
    void whatIsQueuedBehindNothingAnyMoreIsConsumed() {
        poison = "a#0";
        consumption().poll(List.of(lamp("a", 0)));
        poison = "";
        var elsewhere = new DeadLetterStore(DATABASE.get(), Clock.systemUTC());
        assertThat(consumption(elsewhere).retry()).isEqualTo(1);
        letters.keep("lamps", lamp("a", 1), Reason.QUEUED);
        consumption().poll(List.of(lamp("a", 2)));
        assertThat(effects).containsExactly("a#0", "a#1", "a#2");
        assertThat(letters.of("lamps")).isEmpty();
    }

    @Test
    void anAggregateThatAnotherReplicaSettledGoesOnHereToo() {
        poison = "a#0";
        consumption().poll(List.of(lamp("a", 0)));
        poison = "";
        consumption(new DeadLetterStore(DATABASE.get(), Clock.systemUTC())).retry();
        consumption().poll(List.of(lamp("a", 1)));
        assertThat(effects).containsExactly("a#0", "a#1");
    }

    @Test
    void anAggregateThatAnotherReplicaHasBlockedIsBlockedHereOnceItsPartitionComes() {
        poison = "a#0";
        var elsewhere = new DeadLetterStore(DATABASE.get(), Clock.systemUTC());
        consumption().poll(List.of(lamp("a", 0)));
        elsewhere.reload();
        consumption(elsewhere).poll(List.of(lamp("a", 1)));
        assertThat(effects).isEmpty();
        assertThat(letters.of("lamps")).extracting(DeadLetterStore.Letter::reason).containsExactly(Reason.FAILED, Reason.QUEUED);
    }

    @Test
    void oneAggregateCanBeTriedAgainByItself() {
        poison = "a#0";
        consumption().poll(List.of(lamp("a", 0)));
        poison = "b#0";
        consumption().poll(List.of(lamp("b", 0)));
        poison = "";
        assertThat(consumption().retry("b")).isEqualTo(1);
        assertThat(letters.aggregates("lamps")).containsExactly("a");
    }

    @Test
    void aStartTriesAgainWhatANewVersionMayUnderstandAndNothingElse() {
        poison = "a#0";
        var strange = new String(lamp("b", 0).bytes(), StandardCharsets.UTF_8).replace("LampSwitched", "LampPainted")
                .getBytes(StandardCharsets.UTF_8);
        consumption().poll(List.of(lamp("a", 0), delivery("b", 0, strange), lamp("b", 1)));
        poison = "";
        assertThat(consumption().retryAtStart()).isZero();
        DATABASE.get().getCollection("dead_letters").updateOne(new Document("aggregate", "b").append("sequence", 0L),
                new Document("$set", new Document("bytes", new Binary(lamp("b", 0).bytes()))));
        assertThat(consumption().retryAtStart()).isEqualTo(2);
        assertThat(effects).containsExactly("b#0", "b#1");
        assertThat(letters.aggregates("lamps")).containsExactly("a");
    }

    @Test
    void theListShowsEveryLetterOnceAndNoneOfItsBytes() {
        poison = "a#0";
        consumption().poll(List.of(lamp("a", 0), lamp("a", 1), lamp("a", 2)));
        var endpoint = new DeadLettersEndpoint(letters, new Consumers(List.of(consumption()), _ -> "group",
                new DefaultKafkaConsumerFactory<>(Map.of()), letters,
                new ConsumerLag(Map.of(), List.of(), Duration.ofDays(1), System::nanoTime), Duration.ofDays(1)));
        var first = endpoint.list(null, null, 2);
        var second = endpoint.list("lamps", first.nextCursor(), 2);
        assertThat(first.items()).extracting(listed -> listed.sequence() + " " + listed.reason()).containsExactly("0 FAILED", "1 QUEUED");
        assertThat(second.items()).extracting(DeadLetterStore.Listed::sequence).containsExactly(2L);
        assertThat(second.nextCursor()).isNull();
        assertThat(endpoint.list("other", null, null).items()).isEmpty();
        poison = "";
        assertThat(endpoint.retry("lamps", null)).isEqualTo(new DeadLettersEndpoint.Retried(3, 0));
    }

    private Consumption consumption() {
        return consumption(letters);
    }

    private Consumption consumption(DeadLetterStore letters) {
        return new Consumption(new Lamps(), new EventEnvelopes(LAMPS, Clock.systemUTC()), letters,
                new DeadLetterCounters(meters),
                new EventCorrelations(ObservationRegistry.NOOP));
    }

    private static Delivery lamp(String id, long sequence) {
        var origin = new Origin(new Actor(Actor.Type.SYSTEM, "test"), null, null, "correlation", null);
        var bytes = new EventEnvelopes(LAMPS, Clock.systemUTC()).write("/test/lamps/1", id, sequence, new LampSwitched(id, true), origin);
        return delivery(id, sequence, bytes);
    }

    private static Delivery delivery(String id, long sequence, byte[] bytes) {
        return new Delivery(new Delivery.Place("countersign.lamps", 3, 100 + sequence), id, sequence, 10 + sequence, bytes);
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
                    throw new MongoTimeoutException("the store is down");
                }
                if (key.equals(poison)) {
                    throw new Poisoned(event.sequence(), new IllegalArgumentException("poison"));
                }
                effects.add(key);
            }
        }
    }
}
