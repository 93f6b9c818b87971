package io.countersign.token.usage;

import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import java.util.List;

/** When a connection was deleted, its usage goes with it. */
final class ForgottenUsage implements EventConsumer {
    private final EventCatalog connections;
    private final UsageStore usages;

    ForgottenUsage(EventCatalog connections, UsageStore usages) {
        this.connections = connections;
        this.usages = usages;
    }

    @Override
    public String name() {
        return "forgotten-usage";
    }

    @Override
    public EventCatalog source() {
        return connections;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof ConnectionEvent;
    }

    @Override
    public void consume(List<Recorded<?>> ofOneAggregate) {
        if (ofOneAggregate.stream().anyMatch(recorded -> recorded.event() instanceof ConnectionDeleted)) {
            usages.forget(ofOneAggregate.getFirst().aggregateId());
        }
    }
}
