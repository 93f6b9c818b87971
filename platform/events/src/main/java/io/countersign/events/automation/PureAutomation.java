package io.countersign.events.automation;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import java.util.List;
import java.util.function.Function;

/** What a policy without collaborators consists of. */
record PureAutomation(String name, EventCatalog source, Function<Recorded<?>, List<Object>> policy) implements Automation {
    @Override
    public List<Object> when(Recorded<?> recorded) {
        return policy.apply(recorded);
    }
}
