package io.countersign.events.command;

import io.countersign.eventstore.Appended;
import io.countersign.eventstore.axon.AppendListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** Collects what a command's unit of work appended, on the thread that handles it. */
final class AppendCollector implements AppendListener {
    private static final ThreadLocal<Map<String, Receipt>> COLLECTED = new ThreadLocal<>();

    void begin() {
        COLLECTED.set(new HashMap<>());
    }

    void end() {
        COLLECTED.remove();
    }

    @Override
    public void appended(Appended place, List<? extends DomainEventMessage<?>> messages) {
        var receipts = COLLECTED.get();
        for (var n = 0; receipts != null && n < messages.size(); n++) {
            var message = messages.get(n);
            receipts.put(message.getAggregateIdentifier(),
                    new Receipt(message.getAggregateIdentifier(), message.getSequenceNumber(), place.first() + n));
        }
    }

    @Nullable
    Receipt of(String aggregateId) {
        var receipts = COLLECTED.get();
        return receipts == null ? null : receipts.get(aggregateId);
    }
}
