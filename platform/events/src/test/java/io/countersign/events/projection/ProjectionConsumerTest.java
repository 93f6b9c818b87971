package io.countersign.events.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.consumer.EventConsumer.Poisoned;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.View.Row;
import io.countersign.events.sample.EmptyDatabase;
import io.countersign.events.sample.LampEvent.LampInstalled;
import io.countersign.events.sample.LampEvent.LampRemoved;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A4: a row is what its events say, however often and in whatever portions they are delivered. */
class ProjectionConsumerTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");
    @RegisterExtension
    static final EmptyDatabase DATABASE = new EmptyDatabase();
    private MongoViews views;
    private ProjectionConsumer<LampRow> consumer;

    record LampRow(String name, boolean on, Instant installed, long switched) {
    }

    @BeforeEach
    void empty() {
        var lamps = new Lamps();
        views = new MongoViews(DATABASE.get(), List.of(lamps));
        consumer = new ProjectionConsumer<>(lamps, views);
    }

    @Test
    void aPollIsFoldedToOneRow() {
        consumer.consume(List.of(installed("a", 0), switched("a", 1), switched("a", 2)));
        assertThat(view().find("a")).contains(new Row<>("a", 2, new LampRow("lamp a", true, AT, 2)));
    }

    @Test
    void repeatedAndOverlappingDeliveriesChangeNothing() {
        consumer.consume(List.of(installed("a", 0), switched("a", 1)));
        consumer.consume(List.of(installed("a", 0), switched("a", 1), switched("a", 2)));
        consumer.consume(List.of(switched("a", 1)));
        assertThat(view().find("a")).map(row -> row.value().switched()).contains(2L);
    }

    @Test
    void aMissingEventStopsTheViewInsteadOfBeingGuessed() {
        consumer.consume(List.of(installed("a", 0)));
        assertThatThrownBy(() -> consumer.consume(List.of(switched("a", 2)))).isInstanceOf(RowFold.GapInEvents.class);
        assertThat(view().find("a")).map(Row::sequence).contains(0L);
    }

    @Test
    void whatCameBeforeAFailingEventIsWritten() {
        assertThatThrownBy(() -> consumer.consume(List.of(installed("a", 0), switched("a", 1), broken("a", 2))))
                .isInstanceOf(Poisoned.class);
        assertThat(view().find("a")).map(Row::sequence).contains(1L);
    }

    @Test
    void aDeletedRowLeavesATombstoneThatLateEventsDoNotWake() {
        consumer.consume(List.of(installed("a", 0), event("a", 1, new LampRemoved("a"))));
        consumer.consume(List.of(installed("a", 0)));
        assertThat(view().find("a")).isEmpty();
        assertThat(view().list(Criteria.everything(), new PageRequest(10, null)).items()).isEmpty();
    }

    @Test
    void manyConsumersOfOneRowHaveEachEffectOnce() throws Exception {
        var events = new ArrayList<Recorded<?>>(List.of(installed("a", 0)));
        IntStream.rangeClosed(1, 50).forEach(sequence -> events.add(switched("a", sequence)));
        var barrier = new CyclicBarrier(8);
        try (var consumers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 8).mapToObj(_ -> consumers.submit(() -> {
                barrier.await();
                events.forEach(event -> consumer.consume(List.of(event)));
                return true;
            })).toList();
            for (var each : running) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(view().find("a")).map(row -> row.value().switched()).contains(50L);
    }

    @Test
    void pagesLeadThroughAllRowsNewestFirst() {
        for (var id : List.of("a", "b", "c")) {
            consumer.consume(List.of(installed(id, 0)));
        }
        var first = view().list(Criteria.everything(), new PageRequest(2, null));
        var second = view().list(Criteria.everything(), new PageRequest(2, first.nextCursor()));
        assertThat(first.items()).extracting(Row::aggregateId).containsExactly("c", "b");
        assertThat(second.items()).extracting(Row::aggregateId).containsExactly("a");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void aSwitchedViewServesTheNewRows() {
        var lamps = new Lamps();
        consumer.consume(List.of(installed("a", 0)));
        var next = views.next(lamps);
        next.rows().insertAll(List.of(new Rows.Stored<>("b", 0, new LampRow("lamp b", false, AT, 0))));
        views.switchTo(lamps, next);
        assertThat(view().find("a")).isEmpty();
        assertThat(view().find("b")).isPresent();
    }

    private View<LampRow> view() {
        return views.of(LampRow.class);
    }

    private static Recorded<?> installed(String id, long sequence) {
        return event(id, sequence, new LampInstalled(id, "lamp " + id, AT));
    }

    private static Recorded<?> switched(String id, long sequence) {
        return event(id, sequence, new LampSwitched(id, true));
    }

    private static Recorded<?> broken(String id, long sequence) {
        return event(id, sequence, new LampEvent.NameReserved("name", id));
    }

    private static Recorded<?> event(String id, long sequence, LampEvent event) {
        return new Recorded<>("/test/lamps/1", sequence, id + sequence, id, sequence, event, null, new Actor(Actor.Type.SYSTEM, "test"), AT,
                null,
                "correlation");
    }

    private static final class Lamps implements Projection<LampRow> {
        @Override
        public String name() {
            return "lamps";
        }

        @Override
        public Class<LampRow> rowType() {
            return LampRow.class;
        }

        @Override
        public EventCatalog source() {
            return EventCatalog.of("countersign.lamps", LampEvent.class);
        }

        @Override
        public boolean accepts(Recorded<?> recorded) {
            return true;
        }

        @Override
        public @Nullable LampRow apply(@Nullable LampRow row, Recorded<?> recorded) {
            return switch ((LampEvent) recorded.event()) {
                case LampInstalled installed -> new LampRow(installed.name(), false, installed.at(), 0);
                case LampSwitched switched -> {
                    var known = java.util.Objects.requireNonNull(row);
                    yield new LampRow(known.name(), switched.on(), known.installed(), known.switched() + 1);
                }
                case LampRemoved _ -> null;
                case LampEvent.NameReserved _ -> throw new IllegalArgumentException("none of a lamp's business");
            };
        }
    }
}
