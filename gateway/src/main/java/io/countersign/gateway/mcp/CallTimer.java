package io.countersign.gateway.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How long MCP calls took, by the status they were answered with: a timer in the place of Micrometer's two observations, which would cost a
 * good part of the call itself. {@code DESIGN.md} says what becomes of the trace.
 */
@Component
class CallTimer {
    /** Buckets can be added up over replicas (K9). */
    private static final Duration[] SLO = {Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofSeconds(1)};
    /** Published as zero from the start, so that the first one is seen as a change. */
    private static final List<Integer> USUAL = List.of(0, 200, 202, 401, 403, 404, 502, 503, 504);
    private final MeterRegistry meters;
    private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    CallTimer(MeterRegistry meters) {
        this.meters = meters;
        USUAL.forEach(status -> byStatus.put(status, timer(status)));
    }

    /** @param status 0 when the client went away before an answer */
    void took(int status, Duration time) {
        byStatus.computeIfAbsent(status, this::timer).record(time);
    }

    private Timer timer(int status) {
        return Timer.builder("countersign.mcp.calls").tag("status", Integer.toString(status)).serviceLevelObjectives(SLO)
                .description("MCP calls, from their arrival to the end of the answer").register(meters);
    }
}
