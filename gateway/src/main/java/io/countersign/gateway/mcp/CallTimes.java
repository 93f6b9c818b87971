package io.countersign.gateway.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationPredicate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * How long MCP calls took, by the status they were answered with: a timer in the place of Micrometer's two observations, which would cost a
 * good part of the call itself. {@code DESIGN.md} says what becomes of the trace.
 */
@Component
class CallTimes {
    private static final Pattern CALL = Pattern.compile("/o/[^/]+/mcp/[^/]+");

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

    /** Everything but MCP calls is observed. */
    @Bean
    static ObservationPredicate unlessAnMcpCall() {
        return (name, context) -> switch (context) {
            case ServerRequestObservationContext inward -> !call(inward.getCarrier());
            case GatewayContext outward -> !call(outward.getServerWebExchange().getRequest());
            default -> true;
        };
    }

    private static boolean call(@Nullable ServerHttpRequest request) {
        return request != null && CALL.matcher(request.getURI().getRawPath()).matches();
    }
}
