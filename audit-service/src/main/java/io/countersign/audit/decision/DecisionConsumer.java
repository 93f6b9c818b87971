package io.countersign.audit.decision;

import io.countersign.events.consumer.EventConsumer;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.Denials;
import java.util.List;

/** Keeps what gateway and token endpoint refused. */
final class DecisionConsumer implements EventConsumer {
    private static final EventCatalog FACTS = EventCatalog.facts(Denials.TOPIC, AccessDenied.class);
    private final Decisions decisions;

    DecisionConsumer(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public EventCatalog source() {
        return FACTS;
    }

    @Override
    public boolean accepts(Recorded<?> recorded) {
        return true;
    }

    @Override
    public void consume(List<Recorded<?>> ofOneAggregate) {
        ofOneAggregate.forEach(recorded -> decisions.keep((AccessDenied) recorded.event()));
    }
}
