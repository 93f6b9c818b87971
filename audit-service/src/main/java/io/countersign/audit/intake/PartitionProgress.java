package io.countersign.audit.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How far a partition is recorded without a gap: the records that were read and are not, in their order, and the last that is. */
final class PartitionProgress {
    private static final int OFTEN = 4_096;
    private final Deque<IntakePosition> open = new ArrayDeque<>();
    private @Nullable IntakePosition recorded;
    private int passed;

    void read(IntakePosition position) {
        open.add(position);
    }

    /** @param next the first position of a source that is not recorded */
    void pass(ToLongFunction<String> next) {
        for (var first = open.peek(); first != null && first.position() < next.applyAsLong(first.source()); first = open.peek()) {
            recorded = open.remove();
            passed++;
        }
    }

    /** The last record that is recorded with everything before it; empty while none is that was read here. */
    Optional<IntakePosition> recorded() {
        return Optional.ofNullable(recorded);
    }

    /** The position worth keeping now: a lot has passed since the last one, or {@code idle}. */
    Optional<IntakePosition> due(boolean idle) {
        var position = Optional.ofNullable(recorded).filter(ignored -> passed >= OFTEN || (idle && passed > 0));
        if (position.isPresent()) {
            passed = 0;
        }
        return position;
    }
}
