package io.countersign.gateway.stream;

import io.countersign.eventstore.AccessEntry;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.enforcement.Enforcement;
import io.countersign.gateway.enforcement.RevocationProperties;
import io.countersign.gateway.usage.Enforced;
import io.countersign.starter.access.AccessTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Every answer under way, by the access keys it depends on. It ends when one of them is cut off, when its token has expired, and after an
 * hour at the latest; {@link FeedWatch} ends all when the feed is silent.
 */
@Component
public class OpenStreams implements AutoCloseable {
    private final Map<String, Set<OpenStream>> byKey = new ConcurrentHashMap<>();
    private final ExecutorService changes = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("access-changes").factory());
    private final Enforcement enforcement;
    private final RevocationProperties limits;
    private final Enforced enforced;
    private final Clock clock;

    OpenStreams(Enforcement enforcement, AccessTable table, RevocationProperties limits, Enforced enforced, Clock clock,
            MeterRegistry meters) {
        this.enforcement = enforcement;
        this.limits = limits;
        this.enforced = enforced;
        this.clock = clock;
        meters.gaugeMapSize("countersign.gateway.stream.keys", java.util.List.of(), byKey);
        table.onChange(entry -> changes.execute(() -> recheck(entry)));
    }

    /** Runs an answer; the stream it is given tells when to stop. */
    public Mono<Void> during(AccessToken token, java.util.function.Function<OpenStream, Mono<Void>> answer) {
        return Mono.usingWhen(Mono.fromSupplier(() -> open(token)), open -> answer.apply(open.stream()), this::close);
    }

    /** How many are open for a connection. */
    public int count(String connectionId) {
        return byKey.getOrDefault("connection:" + connectionId, Set.of()).size();
    }

    void endAll() {
        byKey.values().forEach(streams -> streams.forEach(stream -> stream.end(null)));
    }

    private Open open(AccessToken token) {
        var stream = new OpenStream(token);
        token.epochs().keySet().forEach(key -> byKey.compute(key, (known, streams) -> {
            var all = streams == null ? ConcurrentHashMap.<OpenStream>newKeySet() : streams;
            all.add(stream);
            return all;
        }));
        var expiry = Mono.delay(life(token)).subscribe(elapsed -> stream.end(null));
        recheck(stream);
        return new Open(stream, expiry);
    }

    private Mono<Void> close(Open open) {
        return Mono.fromRunnable(() -> {
            open.expiry().dispose();
            open.stream().token().epochs().keySet().forEach(key -> byKey.computeIfPresent(key, (known, streams) -> {
                streams.remove(open.stream());
                return streams.isEmpty() ? null : streams;
            }));
        });
    }

    private Duration life(AccessToken token) {
        var left = Duration.between(clock.instant(), token.expiresAt());
        return left.isNegative() ? Duration.ZERO : left.compareTo(limits.longestStream()) < 0 ? left : limits.longestStream();
    }

    private void recheck(AccessEntry changed) {
        byKey.getOrDefault(changed.key(), Set.of()).forEach(this::recheck);
    }

    private void recheck(OpenStream stream) {
        enforcement.inTable(stream.token()).ifPresent(refusal -> {
            if (stream.end(Enforcement.refused(refusal))) {
                enforced.report(stream.token(), refusal);
            }
        });
    }

    @Override
    public void close() {
        endAll();
        changes.shutdown();
    }

    private record Open(OpenStream stream, Disposable expiry) {
    }
}
