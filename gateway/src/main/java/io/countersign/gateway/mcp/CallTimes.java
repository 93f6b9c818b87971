package io.countersign.gateway.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How long MCP calls took, by the status they were answered with: a timer in the place of Micrometer's two observations, which would cost a
 * good part of the call itself. {@code DESIGN.md} says what becomes of the trace.
 */
@Component
class CallTimes {
    private final MeterRegistry meters;
    private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    CallTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param status 0 when the client went away before an answer */
    void took(int status, Duration time) {
        byStatus.computeIfAbsent(status, this::timer).record(time);
    }

    private Timer timer(int status) {
        return Timer.builder("countersign.mcp.calls").tag("status", Integer.toString(status))
                .description("MCP calls, from their arrival to the end of the answer").register(meters);
    }
}
