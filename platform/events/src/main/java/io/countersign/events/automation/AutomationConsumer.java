package io.countersign.events.automation;

import io.countersign.events.command.Commands;
import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.eventstore.EventLogException;
import io.countersign.web.passport.Actor;
import java.util.List;

/**
 * Runs one policy. The commit id of a command is derived from consumer, source, position and its number, so a redelivered event has its
 * effect once. What the log could not take now is tried again; what a rule refuses is a dead letter.
 */
final class AutomationConsumer implements EventConsumer {
    private final Automation automation;
    private final Commands commands;
    private final Actor actor;

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
        var number = 0;
        for (var command : automation.when(recorded)) {
            var commitId = String.join(":", name(), recorded.source(), Long.toString(recorded.position()), Integer.toString(number++));
            try {
                commands.send(command,
                        new Commands.Cause(actor, recorded.organization(), recorded.id(), recorded.correlationId(), commitId));
            } catch (EventLogException unavailable) {
                throw unavailable;
            } catch (RuntimeException refused) {
                throw new Poisoned(recorded.sequence(), refused);
            }
        }
    }
}
