package io.countersign.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Origin;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.Head;
import io.countersign.eventstore.LogStart;
import io.countersign.eventstore.MongoEventLog;
import io.countersign.eventstore.NewEvent;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.passport.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is older than its retention leaves the log: a prefix, published, never the last (architecture 3). */
class RetentionTest extends RelayedLog {
    private static final Duration SPAN = Duration.ofDays(400);

    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final EventEnvelopes envelopes = new EventEnvelopes(EventCatalog.of("facts", LampEvent.class), clock);
    private final MongoEventLog facts = MongoEventLog.open(client.getDatabase("relay"), "facts", "sample-service");
    private final List<LogStart> heard = new ArrayList<>();
    private final EventLogs.Owned owned = new EventLogs.Owned("facts", "facts", null, facts, envelopes, SPAN);
    private final Retention retention = new Retention(owned, SPAN, (log, start, oldest) -> heard.add(start), clock, nanos::get);

    @AfterEach
    void close() {
        facts.close();
    }

    private void append(int count) {
        for (var n = 0; n < count; n++) {
            var id = "lmp-" + facts.head().nextPosition();
            facts.append(new Commit("commit-" + id, List.of(event(id)), List.of()));
        }
    }

    private NewEvent event(String id) {
        var origin = new Origin(new Actor(Actor.Type.SYSTEM, "test"), null, null, "correlation", null);
        return new NewEvent(id, 0, envelopes.write(facts.source(), id, 0, new LampSwitched(id, true), origin));
    }

    private long documents() {
        return client.getDatabase("relay").getCollection("log_facts").countDocuments();
    }

    private void run(long published) {
        retention.run(() -> published);
    }

    @Test
    void whatIsOlderIsRemovedAndNothingElse() {
        append(300);
        clock.advance(Duration.ofDays(100));
        append(5);
        clock.advance(SPAN.minus(Duration.ofDays(100)));
        run(304);
        assertThat(facts.start()).as("as old as the span is not older").isEqualTo(LogStart.BEGINNING);
        clock.advance(Duration.ofMillis(1));
        run(304);
        assertThat(facts.start()).isEqualTo(new LogStart(300, 300));
        assertThat(heard).containsExactly(new LogStart(300, 300));
    }

    @Test
    void aYoungEventKeepsEverythingBehindItWhateverItsTimeSays() {
        append(2);
        clock.advance(Duration.ofHours(1));
        append(1);
        clock.advance(Duration.ofHours(-1));
        append(2);
        clock.advance(SPAN.plus(Duration.ofMinutes(1)));
        run(4);
        assertThat(facts.start()).isEqualTo(new LogStart(2, 2));
    }

    @Test
    void aCommitGoesOnlyWhenAllItsEventsAreOlder() {
        var old = event("lmp-old");
        clock.advance(Duration.ofDays(1));
        facts.append(new Commit("mixed", List.of(old, event("lmp-young")), List.of()));
        append(1);
        clock.advance(SPAN.minus(Duration.ofHours(1)));
        run(1);
        assertThat(facts.start()).isEqualTo(LogStart.BEGINNING);
    }

    @Test
    void whatIsNotPublishedStaysHoweverOldItIs() {
        append(10);
        clock.advance(SPAN.multipliedBy(2));
        run(-1);
        assertThat(facts.start()).isEqualTo(LogStart.BEGINNING);
        run(6);
        assertThat(facts.start()).isEqualTo(new LogStart(6, 6));
    }

    @Test
    void theLastCommitStaysHoweverOldItIs() {
        append(10);
        clock.advance(SPAN.multipliedBy(2));
        run(9);
        assertThat(facts.start()).isEqualTo(new LogStart(9, 9));
        assertThat(facts.head()).isEqualTo(new Head(9, 10));
    }

    @Test
    void documentsAreDeletedOnlyWhenTheStartHasBeenWrittenForAnHour() {
        append(600);
        clock.advance(SPAN.multipliedBy(2));
        run(599);
        nanos.addAndGet(LogStart.SETTLES.toNanos() - 1);
        run(599);
        assertThat(documents()).isEqualTo(600);
        nanos.addAndGet(1);
        run(599);
        assertThat(documents()).isEqualTo(1);
    }

    @Test
    void neitherLookingNorDeletingScansACollection() {
        append(600);
        clock.advance(SPAN.multipliedBy(2));
        run(599);
        nanos.addAndGet(LogStart.SETTLES.toNanos());
        run(599);
        assertThat(mongo.collectionScansByNamespace()).doesNotContainKeys("relay.log_facts", "relay.logs");
        assertThat(documents()).isEqualTo(1);
    }

    @Test
    void anotherProcessFinishesWhatOneLeftAndWaitsForAnHourItself() {
        append(20);
        clock.advance(SPAN.multipliedBy(2));
        run(9);
        var next = new Retention(owned, SPAN, (log, start, oldest) -> heard.add(start), clock, nanos::get);
        next.run(() -> 19L);
        assertThat(documents()).isEqualTo(20);
        nanos.addAndGet(LogStart.SETTLES.toNanos());
        next.run(() -> 19L);
        assertThat(documents()).isEqualTo(1);
        assertThat(heard).containsExactly(new LogStart(9, 9), new LogStart(19, 19), new LogStart(19, 19));
    }

    @Test
    void whoNoLongerRelaysTheLogRemovesNothing() {
        append(10);
        clock.advance(SPAN.multipliedBy(2));
        assertThatThrownBy(() -> retention.run(() -> {
            throw new LeaseLost("facts");
        })).isInstanceOf(LeaseLost.class);
        assertThat(facts.start()).isEqualTo(LogStart.BEGINNING);
    }

    @Nested
    class GivenARelay {
        @Test
        void theLeaseTellsWhatIsPublishedUntilItIsLost() {
            var lease = ledger.acquire("facts", "a", Duration.ZERO).orElseThrow();
            lease.acknowledge(new Head(7, 7));
            assertThat(lease.published()).isEqualTo(7);
            assertThat(ledger.acquire("facts", "b", Duration.ofMinutes(1))).isPresent();
            assertThatThrownBy(lease::published).isInstanceOf(LeaseLost.class);
        }
    }
}
