package io.countersign.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.access.AccessEntry;
import io.countersign.eventstore.Appended;
import io.countersign.eventstore.EventLogException;
import io.countersign.eventstore.InMemoryEventLog;
import io.countersign.eventstore.StoredCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LogEventStorageEngineTest {
    private final InMemoryEventLog log = new InMemoryEventLog("/test/engine/1");
    private final List<Appended> heard = new ArrayList<>();
    private final LogEventStorageEngine engine = new LogEventStorageEngine(log, new PlainCodec(), SnapshotStore.none(),
            (place, messages) -> heard.add(place));

    private static DomainEventMessage<String> event(String id, long sequence, Map<String, ?> metadata) {
        return new GenericDomainEventMessage<>("Ledger", id, sequence, "payload " + sequence, metadata);
    }

    private static DomainEventMessage<String> event(String id, long sequence) {
        return event(id, sequence, Map.of());
    }

    @Nested
    class GivenAnEmptyLog {
        @Test
        void oneCallIsOneCommitWithItsAccessEntries() {
            var entry = new AccessEntry("client:a", 1, false, false, 1);
            engine.appendEvents(event("a", 0, Map.of("commitId", "c1")), event("a", 1, Map.of("access", List.of(entry))),
                    event("b", 0));
            assertThat(log.read(0, 10)).singleElement().satisfies(commit -> {
                assertThat(commit.commitId()).isEqualTo("c1");
                assertThat(commit.events()).hasSize(3);
                assertThat(commit.access()).containsExactly(entry);
            });
            assertThat(heard).containsExactly(new Appended(0, 0));
        }

        @Test
        void anEventOutsideAnAggregateIsRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> engine.appendEvents(GenericEventMessage.asEventMessage("loose")));
            assertThat(log.read(0, 1)).isEmpty();
        }

        @Test
        void trackingIsRefused() {
            assertThatThrownBy(() -> engine.readEvents(new GlobalSequenceTrackingToken(0), false))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(engine::createHeadToken).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    class GivenAnAggregate {
        {
            engine.appendEvents(event("a", 0), event("a", 1));
        }

        @Test
        void creatingItAgainIsRefusedAsSuch() {
            assertThatThrownBy(() -> engine.appendEvents(event("a", 0))).isInstanceOf(AggregateStreamCreationException.class)
                    .hasCauseInstanceOf(EventLogException.Conflict.class);
        }

        @Test
        void aTakenSequenceIsAConcurrencyConflict() {
            assertThatThrownBy(() -> engine.appendEvents(event("a", 1))).isInstanceOf(ConcurrencyException.class);
            assertThat(heard).hasSize(1);
        }

        @Test
        void itsEventsComeBackFromAnySequence() {
            assertThat(engine.readEvents("a").asStream().<Object>map(DomainEventMessage::getPayload)).containsExactly("payload 0",
                    "payload 1");
            assertThat(engine.readEvents("a", 1).asStream().map(DomainEventMessage::getSequenceNumber)).containsExactly(1L);
            assertThat(engine.lastSequenceNumberFor("a")).contains(1L);
            assertThat(engine.lastSequenceNumberFor("nobody")).isEmpty();
        }
    }

    @Nested
    class GivenAxonsEventStoreOnTop {
        @Test
        void aUnitOfWorkOfTwoAggregatesIsOneCommit() throws Exception {
            var store = EmbeddedEventStore.builder().storageEngine(engine).build();
            var ledgers = EventSourcingRepository.builder(Ledger.class).eventStore(store).build();
            inUnitOfWork(() -> {
                ledgers.newInstance(() -> new Ledger("l1"));
                ledgers.newInstance(() -> new Ledger("l2"));
            });
            inUnitOfWork(() -> ledgers.load("l1").execute(Ledger::book));
            assertThat(log.read(0, 10)).extracting(StoredCommit::number, commit -> commit.events().size())
                    .containsExactly(tuple(0L, 2), tuple(1L, 1));
            store.shutDown();
        }

        /** What a unit of work does. */
        private interface Work {
            void run() throws Exception;
        }

        private static void inUnitOfWork(Work work) throws Exception {
            var unit = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("work"));
            work.run();
            unit.commit();
        }
    }
}
