package io.countersign.events.telemetry;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Continues the trace of an event's envelope where the event is handled. */
@AutoConfiguration(afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
public class EventTelemetryAutoConfiguration {
    @Bean
    EventCorrelations eventCorrelations(ObjectProvider<ObservationRegistry> observations) {
        return new EventCorrelations(observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }
}
