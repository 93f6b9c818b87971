package io.countersign.events.sample;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What one may ask of a lamp. */
public sealed interface LampCommand {
    record SwitchLamp(@TargetAggregateIdentifier String lampId, boolean on) implements LampCommand {
    }

    record RemoveLamp(@TargetAggregateIdentifier String lampId) implements LampCommand {
    }

    /** Handled outside the aggregates: reserves the name and installs the lamp in one commit. */
    record InstallLamp(String lampId, String name) implements LampCommand {
    }

    final class LampRefused extends RuntimeException {
        public LampRefused(String reason) {
            super(reason);
        }
    }
}
