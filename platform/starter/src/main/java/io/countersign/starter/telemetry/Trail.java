package io.countersign.starter.telemetry;

import com.github.f4b6a3.ulid.UlidCreator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which chain of causes the current work belongs to: our correlation id and the W3C trace context. It lives in the logging context of
 * the thread, so every log line shows it, and travels on in the headers of calls and messages.
 *
 * @param correlationId the same along a whole chain, {@code [A-Za-z0-9-]{1,64}}
 * @param traceId       W3C Trace Context 3.2.2.3, 32 hex digits
 * @param spanId        W3C Trace Context 3.2.2.4, of this step
 */
public record Trail(String correlationId, String traceId, String spanId, String flags) {
    /** HTTP header, accepted when well formed and always answered. */
    public static final String CORRELATION_HEADER = "X-Correlation-Id";
    /** HTTP and Kafka header, W3C Trace Context 3.2. */
    public static final String TRACEPARENT_HEADER = "traceparent";

    private static final String CORRELATION_KEY = "correlationId";
    private static final String TRACE_KEY = "traceId";
    private static final String SPAN_KEY = "spanId";
    private static final String FLAGS_KEY = "traceFlags";
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern TRACEPARENT = Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    /** The next step after whoever sent these headers; a malformed or missing one is replaced by a fresh one. */
    public static Trail continued(@Nullable String correlationHeader, @Nullable String traceparentHeader) {
        var correlationId = correlationHeader != null && CORRELATION.matcher(correlationHeader).matches()
                ? correlationHeader
                : UlidCreator.getMonotonicUlid().toString();
        var parent = TRACEPARENT.matcher(traceparentHeader == null ? "" : traceparentHeader);
        return parent.matches()
                ? new Trail(correlationId, parent.group(1), hex(1), parent.group(3))
                : new Trail(correlationId, hex(2), hex(1), "01");
    }

    /** What the current thread works on, empty outside any request, message or task. */
    public static Optional<Trail> current() {
        var correlationId = MDC.get(CORRELATION_KEY);
        var traceId = MDC.get(TRACE_KEY);
        var spanId = MDC.get(SPAN_KEY);
        var flags = MDC.get(FLAGS_KEY);
        return correlationId == null || traceId == null || spanId == null || flags == null
                ? Optional.empty()
                : Optional.of(new Trail(correlationId, traceId, spanId, flags));
    }

    /** The value of {@value #TRACEPARENT_HEADER} for the next step. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** Makes this the trail of the current thread until the scope is closed. */
    public Scope open() {
        var before = current();
        put();
        return () -> before.ifPresentOrElse(Trail::put, Trail::clear);
    }

    private void put() {
        MDC.put(CORRELATION_KEY, correlationId);
        MDC.put(TRACE_KEY, traceId);
        MDC.put(SPAN_KEY, spanId);
        MDC.put(FLAGS_KEY, flags);
    }

    private static void clear() {
        MDC.remove(CORRELATION_KEY);
        MDC.remove(TRACE_KEY);
        MDC.remove(SPAN_KEY);
        MDC.remove(FLAGS_KEY);
    }

    private static String hex(int longs) {
        var digits = new StringBuilder(longs * 16);
        for (int i = 0; i < longs; i++) {
            digits.append(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)));
        }
        return digits.toString();
    }

    /** Until closed, the thread works on a {@link Trail}. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
