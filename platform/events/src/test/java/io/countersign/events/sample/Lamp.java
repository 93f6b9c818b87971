package io.countersign.events.sample;

import io.countersign.access.AccessEntry;
import io.countersign.events.command.AccessChanges;
import io.countersign.events.sample.LampCommand.LampRefused;
import io.countersign.events.sample.LampCommand.RemoveLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampInstalled;
import io.countersign.events.sample.LampEvent.LampRemoved;
import io.countersign.events.sample.LampEvent.LampSwitched;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;

@Aggregate
class Lamp {
    @AggregateIdentifier
    private String lampId;
    private State state = new Off();

    Lamp() {
    }

    Lamp(String lampId, String name, Instant at) {
        AggregateLifecycle.apply(new LampInstalled(lampId, name, at));
    }

    @CommandHandler
    void handle(SwitchLamp command) {
        if (state instanceof Gone) {
            throw new LampRefused("gone");
        }
        if (state instanceof On != command.on()) {
            AggregateLifecycle.apply(new LampSwitched(lampId, command.on()), AccessChanges.of(List.of(
                    new AccessEntry("client:" + lampId, 0, !command.on(), false, AggregateLifecycle.getVersion() + 1))));
        }
    }

    @CommandHandler
    void handle(RemoveLamp command) {
        AggregateLifecycle.apply(new LampRemoved(command.lampId()));
    }

    @EventSourcingHandler
    void on(LampEvent event) {
        switch (event) {
            case LampInstalled installed -> lampId = installed.lampId();
            case LampSwitched switched -> state = switched.on() ? new On() : new Off();
            case LampRemoved ignored -> state = new Gone();
            case LampEvent.NameReserved ignored -> throw new IllegalArgumentException("not of a lamp");
        }
    }

    sealed interface State {
    }

    record On() implements State {
    }

    record Off() implements State {
    }

    record Gone() implements State {
    }
}
