package io.countersign.events.automation;

import io.countersign.events.command.CommandTarget;
import io.countersign.events.command.Commands;
import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.web.passport.Actor;
import java.util.HashSet;
import java.util.List;

/**
 * Runs one policy. The commit id of a command is {@code consumer:source:position:target}: derived from the event and the aggregate it addresses,
 * never of a place in a list, so that a redelivered event acts once on each of its targets, whatever the policy sees meanwhile.
 */
final class AutomationConsumer implements EventConsumer {
    private final Automation automation;
    private final Commands commands;
    private final Actor actor;
    private final CommandTarget targets = new CommandTarget();

    AutomationConsumer(Automation automation, Commands commands, String service) {
        this.automation = automation;
        this.commands = commands;
        this.actor = new Actor(Actor.Type.SYSTEM, service);
    }

    @Override
    public String name() {
        return automation.name();
    }

    @Override
    public EventCatalog source() {
        return automation.source();
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return true;
    }

    @Override
    public boolean oneByOne() {
        return true;
    }

    @Override
    public void consume(List<Recorded<?>> ofOneAggregate) {
        ofOneAggregate.forEach(this::consume);
    }

    private void consume(Recorded<?> recorded) {
        var addressed = new HashSet<String>();
        for (var command : automation.when(recorded)) {
            var target = targets.named(command);
            if (!addressed.add(target)) {
                throw new IllegalStateException(name() + " has two commands for " + target + ": the second would be taken for the first");
            }
            commands.send(command, new Commands.Cause(actor, recorded.organization(), recorded.id(), recorded.correlationId(),
                    String.join(":", name(), recorded.source(), Long.toString(recorded.position()), target)));
        }
    }
}
