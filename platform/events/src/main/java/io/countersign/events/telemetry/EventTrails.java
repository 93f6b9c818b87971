package io.countersign.events.telemetry;

import io.countersign.events.log.Recorded;
import io.countersign.web.telemetry.Trail;
import io.micrometer.observation.Observation.CheckedCallable;
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
        var trail = new Trail(event.correlationId(), event.traceparent());
        var scope = trail.open();
        try {
            observation(consumer, trail).observe(work);
        } finally {
            scope.close();
        }
    }

    /** @param trail what the event's envelope says */
    public <T, E extends Throwable> T follow(String consumer, Trail trail, CheckedCallable<T, E> work) throws E {
        var scope = trail.open();
        try {
            return observation(consumer, trail).observeChecked(work);
        } finally {
            scope.close();
        }
    }

    private Observation observation(String consumer, Trail trail) {
        return Observation.createNotStarted("countersign.consume", () -> received(trail), observations)
                .contextualName("consume " + consumer).lowCardinalityKeyValue("consumer", consumer);
    }

    private static ReceiverContext<Trail> received(Trail trail) {
        var context = new ReceiverContext<Trail>(
                (carrier, name) -> name.equals(Trail.TRACEPARENT)
                        ? Optional.ofNullable(carrier).map(Trail::traceparent).orElse(null)
                        : null,
                Kind.CONSUMER);
        context.setCarrier(trail);
        return context;
    }
}
