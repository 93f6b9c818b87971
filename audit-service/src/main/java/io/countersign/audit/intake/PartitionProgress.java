package io.countersign.audit.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How far a partition is recorded without a gap: the records that were read and are not, in their order, and the last that is. */
final class PartitionProgress {
    private static final int OFTEN = 4_096;
    private final Deque<Place> open = new ArrayDeque<>();
    private @Nullable Place recorded;
    private int passed;

    void read(Place place) {
        open.add(place);
    }

    /** @param next the first position of a source that is not recorded */
    void pass(ToLongFunction<String> next) {
        for (var first = open.peek(); first != null && first.position() < next.applyAsLong(first.source()); first = open.peek()) {
            recorded = open.remove();
            passed++;
        }
    }

    /** The last record that is recorded with everything before it; empty while none is that was read here. */
    Optional<Place> recorded() {
        return Optional.ofNullable(recorded);
    }

    /** The place worth keeping now: a lot has passed since the last one, or {@code idle}. */
    Optional<Place> due(boolean idle) {
        var place = Optional.ofNullable(recorded).filter(ignored -> passed >= OFTEN || (idle && passed > 0));
        if (place.isPresent()) {
            passed = 0;
        }
        return place;
    }
}
