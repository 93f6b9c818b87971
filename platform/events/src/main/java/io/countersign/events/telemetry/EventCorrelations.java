package io.countersign.events.telemetry;

import io.countersign.events.log.Recorded;
import io.countersign.web.telemetry.CorrelationContext;
import io.micrometer.observation.Observation.CheckedCallable;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Optional;

/** Puts the handling of an event in the event's correlation context: same correlation id, and a span that continues the trace of its envelope. */
public final class EventCorrelations {
    private final ObservationRegistry observations;

    public EventCorrelations(ObservationRegistry observations) {
        this.observations = observations;
    }

    /** @param event the first one, where several of an aggregate are handled at once */
    public void follow(String consumer, Recorded<?> event, Runnable work) {
        var correlation = new CorrelationContext(event.correlationId(), event.traceparent());
        var scope = correlation.open();
        try {
            observation(consumer, correlation).observe(work);
        } finally {
            scope.close();
        }
    }

    /** @param correlation what the event's envelope says */
    public <T, E extends Throwable> T follow(String consumer, CorrelationContext correlation, CheckedCallable<T, E> work) throws E {
        var scope = correlation.open();
        try {
            return observation(consumer, correlation).observeChecked(work);
        } finally {
            scope.close();
        }
    }

    private Observation observation(String consumer, CorrelationContext correlation) {
        return Observation.createNotStarted("countersign.consume", () -> received(correlation), observations)
                .contextualName("consume " + consumer).lowCardinalityKeyValue("consumer", consumer);
    }

    private static ReceiverContext<CorrelationContext> received(CorrelationContext correlation) {
        var context = new ReceiverContext<CorrelationContext>(
                (carrier, name) -> name.equals(CorrelationContext.TRACEPARENT)
                        ? Optional.ofNullable(carrier).map(CorrelationContext::traceparent).orElse(null)
                        : null,
                Kind.CONSUMER);
        context.setCarrier(correlation);
        return context;
    }
}
