package io.countersign.token.cutoff;

import io.countersign.access.EventSourcedState;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.contract.CutoffEvent.CutoffAdvanced;
import io.countersign.token.contract.CutoffEvent.CutoffBegun;
import io.countersign.token.contract.CutoffEvent.CutoffFinished;
import io.countersign.token.cutoff.CutoffCommand.AdvanceCutoff;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import io.countersign.token.cutoff.CutoffCommand.FinishCutoff;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cuts of one key. Transitions of each: begun → advanced, any number of times → finished. They are worked off one after the other, in
 * the order of their epochs, so that every connection ends for the cut that was the first to cover it.
 *
 * @param latest the highest cut ever begun
 * @param open   cuts that are not finished, the one being worked off first
 * @param cursor where that one goes on; null at its beginning
 * @param looked connections that it has looked at
 * @param left   what it could not end and tries again
 */
record CutoffState(@Nullable Cut latest, List<Cut> open, @Nullable String cursor, long looked,
        SortedSet<String> left) implements EventSourcedState<CutoffEvent, CutoffState> {
    static final CutoffState NONE = new CutoffState(null, List.of(), null, 0, new TreeSet<>());

    List<CutoffEvent> decide(CutoffCommand command, Instant now) {
        return switch (command) {
            case BeginCutoff begin -> latest != null && begin.epoch() <= latest.epoch()
                    ? List.of()
                    : List.of(new CutoffBegun(begin.cutoffId(), begin.key(), begin.epoch() == Cut.ALL ? null : begin.epoch(),
                            begin.reasonCode(), begin.cause(), now));
            case AdvanceCutoff advance -> isAt(advance.cause()) && !advance.cursor().equals(cursor)
                    ? List.of(new CutoffAdvanced(advance.cutoffId(), advance.cause(), advance.cursor(), advance.looked(), advance.left()))
                    : List.of();
            case FinishCutoff finish -> isAt(finish.cause())
                    ? List.of(new CutoffFinished(finish.cutoffId(), finish.cause(), finish.looked(), now))
                    : List.of();
        };
    }

    private boolean isAt(String cause) {
        return current().filter(cut -> cut.cause().equals(cause)).isPresent();
    }

    @Override
    public CutoffState evolve(CutoffEvent event, long sequence) {
        return switch (event) {
            case CutoffBegun e -> {
                var cut = new Cut(e.key(), e.epoch() == null ? Cut.ALL : e.epoch(), e.reasonCode(), e.cause());
                yield new CutoffState(cut, Stream.concat(open.stream(), Stream.of(cut)).toList(), cursor, looked, left);
            }
            case CutoffAdvanced e -> new CutoffState(latest, open, e.cursor(), e.looked(), e.left());
            case CutoffFinished _ -> new CutoffState(latest, open.stream().skip(1).toList(), null, 0, new TreeSet<>());
        };
    }

    /** The cut that is being worked off. */
    Optional<Cut> current() {
        return open.stream().findFirst();
    }

    /** The cut because of which a connection with these epochs has to end. */
    Optional<Cut> covering(Map<String, Long> epochs) {
        return Stream.concat(open.stream(), Stream.ofNullable(latest)).filter(cut -> cut.covers(epochs)).findFirst();
    }
}
