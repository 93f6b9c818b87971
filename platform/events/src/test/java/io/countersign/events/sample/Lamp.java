package io.countersign.events.sample;

import io.countersign.access.AccessEntry;
import io.countersign.access.EventSourcedState;
import io.countersign.events.command.RuledAggregate;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.LampRefused;
import io.countersign.events.sample.LampCommand.RemoveLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampInstalled;
import io.countersign.events.sample.LampEvent.LampRemoved;
import io.countersign.events.sample.LampEvent.LampSwitched;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.spring.stereotype.Aggregate;

@Aggregate
class Lamp extends RuledAggregate<LampEvent, Lamp.State> {
    Lamp() {
        super(new Off());
    }

    Lamp(String lampId, String name, Instant at) {
        this();
        apply(lampId, List.of(new LampInstalled(lampId, name, at)));
    }

    @CommandHandler
    void handle(LampCommand command) {
        switch (command) {
            case SwitchLamp change -> apply(change.lampId(), state().decide(change));
            case RemoveLamp remove -> apply(remove.lampId(), List.of(new LampRemoved(remove.lampId())));
            case InstallLamp elsewhere -> throw new IllegalArgumentException(elsewhere.toString());
        }
    }

    sealed interface State extends EventSourcedState<LampEvent, State> {
        default List<LampEvent> decide(SwitchLamp command) {
            if (this instanceof Gone) {
                throw new LampRefused("gone");
            }
            return this instanceof On == command.on() ? List.of() : List.of(new LampSwitched(command.lampId(), command.on()));
        }

        @Override
        default State evolve(LampEvent event, long sequence) {
            return switch (event) {
                case LampInstalled _ -> this;
                case LampSwitched switched -> switched.on() ? new On() : new Off();
                case LampRemoved _ -> new Gone();
                case LampEvent.NameReserved _ -> throw new IllegalArgumentException("not of a lamp");
            };
        }

        @Override
        default List<AccessEntry> accessEntries(LampEvent event, long sequence) {
            return event instanceof LampSwitched(var lampId, var on)
                    ? List.of(new AccessEntry("client:" + lampId, 0, !on, false, sequence))
                    : List.of();
        }
    }

    record On() implements State {
    }

    record Off() implements State {
    }

    record Gone() implements State {
    }
}
