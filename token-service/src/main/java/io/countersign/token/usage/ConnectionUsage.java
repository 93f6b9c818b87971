package io.countersign.token.usage;

import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.UsageEvent.ToolCalled;
import java.util.List;
import java.util.stream.Stream;

/** Takes the calls that gateways tell of into {@link Usages}, all of a poll with one write for each connection. */
final class ConnectionUsage implements EventConsumer {
    private final EventCatalog facts;
    private final Usages usages;

    ConnectionUsage(EventCatalog facts, Usages usages) {
        this.facts = facts;
        this.usages = usages;
    }

    @Override
    public String name() {
        return UsageConsumers.USAGE;
    }

    @Override
    public EventCatalog source() {
        return facts;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return recorded.event() instanceof ToolCalled;
    }

    @Override
    public boolean together() {
        return true;
    }

    @Override
    public void consume(List<Recorded<?>> calls) {
        usages.add(calls.stream().flatMap(ConnectionUsage::call).toList());
    }

    private static Stream<Call> call(Recorded<?> recorded) {
        return recorded.event() instanceof ToolCalled called
                ? Stream.of(new Call(recorded.aggregateId(), recorded.source(), recorded.position(), recorded.time(), called.tool(),
                        called.scopes()))
                : Stream.empty();
    }
}
