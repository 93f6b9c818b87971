package io.countersign.events.command;

import io.countersign.access.EventSourcedState;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * Binds a rule to its stream: the state is folded from the events of the stream, and what the rule decides is appended to it, each event
 * with the complete access entries it leaves behind. A subclass says which commands its rule knows.
 *
 * @param <E> the aggregate's events
 * @param <S> its state, which is the rule
 */
public abstract class RuledAggregate<E, S extends EventSourcedState<E, S>> {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String id = "";
    private S state;

    protected RuledAggregate(S initial) {
        this.state = initial;
    }

    protected final S state() {
        return state;
    }

    /** To be called within a command handler. */
    protected final void apply(String aggregateId, List<? extends E> decided) {
        id = aggregateId;
        var version = AggregateLifecycle.getVersion();
        var sequence = version == null ? 0 : version + 1;
        var after = state;
        for (E event : decided) {
            after = after.evolve(event, sequence);
            AggregateLifecycle.apply(event, AccessChanges.of(after.accessEntries(event, sequence)));
            sequence++;
        }
    }

    /** A snapshot comes first among the events and is the aggregate already. */
    @EventSourcingHandler
    final void on(E event, DomainEventMessage<?> recorded) {
        if (!(event instanceof RuledAggregate<?, ?>)) {
            id = recorded.getAggregateIdentifier();
            state = state.evolve(event, recorded.getSequenceNumber());
        }
    }
}
