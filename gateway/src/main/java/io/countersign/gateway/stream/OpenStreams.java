package io.countersign.gateway.stream;

import io.countersign.access.AccessEntry;
import io.countersign.gateway.directory.RegistryChanged;
import io.countersign.gateway.enforcement.AccessRefused;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.enforcement.Enforcement;
import io.countersign.gateway.usage.EnforcementReporter;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Every answer under way, by its connection. It ends when something its access depends on is cut off, at the same instant from which on its
 * token admits no call, after an hour at the latest, and when the access feed has been silent for too long, since then nobody could end it.
 */
@Component
public class OpenStreams implements AutoCloseable {
    private final Map<String, Set<OpenStream>> byConnection = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService changes = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("access-changes").factory());
    private final Enforcement enforcement;
    private final AccessTable table;
    private final StreamProperties limits;
    private final EnforcementReporter reporter;
    private final Clock clock;

    OpenStreams(Enforcement enforcement, AccessTable table, StreamProperties limits, EnforcementReporter reporter, Clock clock,
            MeterRegistry meters) {
        this.enforcement = enforcement;
        this.table = table;
        this.limits = limits;
        this.reporter = reporter;
        this.clock = clock;
        Gauge.builder("countersign.gateway.streams", open, AtomicInteger::get).description("Answers under way").register(meters);
        table.onChange(entry -> changes.execute(() -> recheck(entry)));
    }

    /**
     * Runs an answer; the stream it is given tells when to stop.
     *
     * @param correlationId of the call that is answered
     * @param reachable     whether the server may be called from where the call came (MG-18); asked again when the registry changed
     */
    public Mono<Void> during(AccessToken token, String correlationId, Mono<Boolean> reachable, Function<OpenStream, Mono<Void>> answer) {
        return Mono.using(() -> open(token, correlationId, reachable), answer, this::close);
    }

    /** How many are open for a connection. */
    public int count(String connectionId) {
        return byConnection.getOrDefault(connectionId, Set.of()).size();
    }

    void endOverdue() {
        var silent = table.age().compareTo(limits.silentFeed()) > 0;
        var now = clock.instant();
        byConnection.values().stream().flatMap(Collection::stream).filter(stream -> silent || !now.isBefore(stream.until()))
                .forEach(stream -> stream.endOverdue(now.isBefore(stream.token().ends()) ? null : AccessRefused.expired()));
    }

    /** An organization may be reached from fewer places than before. */
    @EventListener
    void on(RegistryChanged changed) {
        endUnreachable(stream -> changed.touches(stream.token().organizationId()));
    }

    /** The same of all, whatever was heard. Where the registry does not answer nothing ends, and it is asked again. */
    void endUnreachable() {
        endUnreachable(_ -> true);
    }

    private void endUnreachable(Predicate<OpenStream> which) {
        byConnection.values().stream().flatMap(Collection::stream).filter(which).forEach(stream -> stream.reachable()
                .filter(reachable -> !reachable).onErrorComplete().subscribe(_ -> stream.end(AccessRefused.addressNotAllowed())));
    }

    private OpenStream open(AccessToken token, String correlationId, Mono<Boolean> reachable) {
        var stream = new OpenStream(token, correlationId, until(token), reachable);
        byConnection.compute(token.connectionId(), (connection, streams) -> {
            var all = streams == null ? ConcurrentHashMap.<OpenStream>newKeySet() : streams;
            all.add(stream);
            return all;
        });
        open.incrementAndGet();
        recheck(stream);
        return stream;
    }

    private void close(OpenStream stream) {
        open.decrementAndGet();
        byConnection.computeIfPresent(stream.token().connectionId(), (connection, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    private Instant until(AccessToken token) {
        var latest = clock.instant().plus(limits.longest());
        return token.ends().isBefore(latest) ? token.ends() : latest;
    }

    /** Most changes are of one connection; the others are rare enough to look at every stream. */
    private void recheck(AccessEntry changed) {
        if (AccessKeys.isConnection(changed.key())) {
            byConnection.getOrDefault(AccessKeys.name(changed.key()), Set.of()).forEach(this::recheck);
        } else {
            byConnection.values().stream().flatMap(Collection::stream).filter(stream -> stream.token().epochs().containsKey(changed.key()))
                    .forEach(this::recheck);
        }
    }

    private void recheck(OpenStream stream) {
        enforcement.inTable(stream.token()).ifPresent(refusal -> {
            if (stream.end(Enforcement.refused(stream.token(), refusal))) {
                reporter.report(stream.token(), refusal, stream.correlationId());
            }
        });
    }

    @Override
    public void close() {
        byConnection.values().stream().flatMap(Collection::stream).forEach(stream -> stream.end(null));
        changes.shutdown();
    }
}
