package io.countersign.token.usage;

import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.UsageEvent.ToolCalled;
import io.countersign.token.contract.UsageEvent.ToolDenied;
import java.util.List;
import java.util.stream.Stream;

/** Takes the calls, and the refused ones, that gateways report into {@link UsageStore}, all of a poll with one write for each connection. */
final class ConnectionUsage implements EventConsumer {
    private final EventCatalog facts;
    private final UsageStore usages;

    ConnectionUsage(EventCatalog facts, UsageStore usages) {
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
        return recorded.event() instanceof ToolCalled || recorded.event() instanceof ToolDenied;
    }

    @Override
    public boolean together() {
        return true;
    }

    @Override
    public void consume(List<Recorded<?>> facts) {
        usages.add(facts.stream().flatMap(ConnectionUsage::fact).toList());
    }

    private static Stream<UsageFact> fact(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case ToolCalled called -> Stream.of(new Call(recorded.aggregateId(), recorded.source(), recorded.position(), recorded.time(),
                    called.tool(), called.scopes()));
            case ToolDenied denied -> Stream.of(
                    new RefusedCall(recorded.aggregateId(), recorded.source(), recorded.position(), recorded.time(), denied.code()));
            default -> Stream.empty();
        };
    }
}
