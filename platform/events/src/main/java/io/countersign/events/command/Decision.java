package io.countersign.events.command;

import io.countersign.access.Folded;
import java.util.List;
import org.axonframework.modelling.command.AggregateLifecycle;

/** Hands what a rule decided to the log: each event with the complete access entries it leaves behind. */
public final class Decision {
    private Decision() {
    }

    /** To be called within a command handler of the aggregate whose state this is. */
    public static <E, S extends Folded<E, S>> void apply(S state, List<? extends E> decided) {
        var version = AggregateLifecycle.getVersion();
        var sequence = version == null ? 0 : version + 1;
        var after = state;
        for (E event : decided) {
            after = after.evolve(event, sequence);
            AggregateLifecycle.apply(event, AccessChanges.of(after.changedBy(event, sequence)));
            sequence++;
        }
    }
}
