package io.countersign.events.projection;

import io.countersign.events.consumer.EventConsumer.Poisoned;
import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.consumer.Failures;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.Rows.Stored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pure fold of consecutive events into a row: what was folded already is passed over, a gap is refused. */
final class RowFold {
    private RowFold() {
    }

    /** @throws GapInEvents when an event is missing before one of these */
    static <V> Folded<V> fold(Projection<V> projection, Stored<V> known, List<Recorded<?>> events) {
        var sequence = known.sequence();
        var row = known.value();
        for (var event : events) {
            if (event.sequence() <= sequence) {
                continue;
            }
            if (event.sequence() != sequence + 1) {
                throw new GapInEvents(projection.name(), event.aggregateId(), sequence, event.sequence());
            }
            try {
                row = projection.apply(row, event);
            } catch (RuntimeException failed) {
                if (Failures.pass(failed)) {
                    throw failed;
                }
                return new Folded<>(sequence, row, new Poisoned(event.sequence(), failed));
            }
            sequence = event.sequence();
        }
        return new Folded<>(sequence, row, null);
    }

    /** What the events before the first failing one come to. */
    record Folded<V>(long sequence, @Nullable V value, @Nullable Poisoned failure) {
        void raise() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** An event that should have come first has not: the partition waits and an alarm is raised, nothing is guessed. */
    static final class GapInEvents extends EventConsumer.NotNow {
        GapInEvents(String view, String aggregateId, long known, long next) {
            super("View %s has %s at sequence %d and was given sequence %d".formatted(view, aggregateId, known, next));
        }
    }
}
