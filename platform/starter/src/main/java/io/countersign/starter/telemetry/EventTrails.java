package io.countersign.starter.telemetry;

import io.countersign.starter.event.Recorded;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Optional;

/** Puts the handling of an event on the event's trail: same correlation id, and a span that continues the trace of its envelope. */
public final class EventTrails {
    private final ObservationRegistry observations;

    public EventTrails(ObservationRegistry observations) {
        this.observations = observations;
    }

    /** @param event the first one, where several of an aggregate are handled at once */
    public void follow(String consumer, Recorded<?> event, Runnable work) {
        var scope = new Trail(event.correlationId(), event.traceparent()).open();
        try {
            Observation.createNotStarted("countersign.consume", () -> received(event), observations).contextualName("consume " + consumer)
                    .lowCardinalityKeyValue("consumer", consumer).observe(work);
        } finally {
            scope.close();
        }
    }

    private static ReceiverContext<Recorded<?>> received(Recorded<?> event) {
        var context = new ReceiverContext<Recorded<?>>(
                (carrier, name) -> name.equals(Trail.TRACEPARENT)
                        ? Optional.ofNullable(carrier).map(Recorded::traceparent).orElse(null)
                        : null,
                Kind.CONSUMER);
        context.setCarrier(event);
        return context;
    }
}
