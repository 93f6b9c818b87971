package io.countersign.web.telemetry;

import com.github.f4b6a3.ulid.UlidCreator;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which chain of causes the current work belongs to. The correlation id is ours: it lives in the logging context of the thread, so every
 * log line shows it, and travels on in the headers of calls and in every envelope. The trace is Micrometer's; this only tells it.
 *
 * @param correlationId the same along a whole chain, {@code [A-Za-z0-9._-]{1,64}}
 * @param traceparent   W3C Trace Context 3.2 of the span at hand, null outside any
 */
public record CorrelationContext(String correlationId, @Nullable String traceparent) {
    /** HTTP header, accepted when well formed and always answered. */
    public static final String CORRELATION_HEADER = "X-Correlation-Id";
    /** HTTP header and envelope attribute, W3C Trace Context 3.2. */
    public static final String TRACEPARENT = "traceparent";

    private static final String CORRELATION_KEY = "correlationId";
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The chain of whoever sent this header; a malformed or missing one is replaced by a fresh one. */
    public static CorrelationContext continued(@Nullable String correlationHeader) {
        return correlationHeader != null && CORRELATION.matcher(correlationHeader).matches()
                ? new CorrelationContext(correlationHeader, span())
                : fresh();
    }

    /** The beginning of a chain. */
    public static CorrelationContext fresh() {
        return new CorrelationContext(UlidCreator.getMonotonicUlid().toString(), span());
    }

    /** What the current thread works on, empty outside any request, message or task. */
    public static Optional<CorrelationContext> current() {
        return Optional.ofNullable(MDC.get(CORRELATION_KEY)).map(correlationId -> new CorrelationContext(correlationId, span()));
    }

    private static @Nullable String span() {
        var span = Span.current().getSpanContext();
        return span.isValid() ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex() : null;
    }

    /** Makes this the chain of the current thread until the scope is closed. */
    public Scope open() {
        var before = MDC.get(CORRELATION_KEY);
        MDC.put(CORRELATION_KEY, correlationId);
        return () -> {
            if (before == null) {
                MDC.remove(CORRELATION_KEY);
            } else {
                MDC.put(CORRELATION_KEY, before);
            }
        };
    }

    /** Until closed, the thread works on a {@link CorrelationContext}. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
