package io.countersign.token.usage;

import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.consumer.EventConsumers;
import io.countersign.events.log.EventCatalog;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** What keeps {@link UsageStore}. */
@Component
public class UsageConsumers implements EventConsumers {
    /** Whose effect a usage row is. */
    public static final String USAGE = "connection-usage";
    private final List<EventConsumer> all;

    UsageConsumers(@Qualifier("usageFacts") EventCatalog facts, @Qualifier("connectionEvents") EventCatalog connections,
            UsageStore usages) {
        all = List.of(new ConnectionUsage(facts, usages), new ForgottenUsage(connections, usages));
    }

    @Override
    public List<EventConsumer> all() {
        return all;
    }
}
