package io.countersign.web.denial;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessTable;
import io.countersign.web.denial.AccessDenied.Condition;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives each refusal of a known connection an id under which its reasons can be asked for. Refusals of one connection for one reason within
 * a minute share an id, so that a client that calls on and on makes one fact a minute; and an organization makes so many a minute at most.
 * Nothing here waits or fails: a refusal is never held up by being published.
 */
public final class Denials implements AutoCloseable {
    /** Facts, keyed by organization. */
    public static final String TOPIC = "countersign.denials";
    /** The id, in the answer to whoever was refused. */
    public static final String HEADER = "Countersign-Decision";

    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int MOST_PER_ORGANIZATION = 600;

    private final AccessTable table;
    private final DenialSink sink;
    private final Clock clock;
    private final Cache<Same, Row> rows;
    private final Cache<String, AtomicInteger> begun;

    public Denials(AccessTable table, DenialSink sink, Clock clock) {
        this.table = table;
        this.sink = sink;
        this.clock = clock;
        this.rows = forAMinute(clock).scheduler(Scheduler.systemScheduler())
                .<Same, Row>evictionListener((same, row, cause) -> total(row)).build();
        this.begun = forAMinute(clock).build();
    }

    private static Caffeine<Object, Object> forAMinute(Clock clock) {
        return Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.creating((key, value) -> TOGETHER));
    }

    /**
     * A refusal.
     *
     * @param operation       tool or grant, null where it is not known
     * @param code            the reason reported, of C28
     * @param authorizedUnder epoch per key that the access rests on
     * @param inTheWay        the entry that it failed on, which may be the owner's word and not the feed's; null for another reason
     * @param missingScopes   what would have been needed besides
     */
    public record Refusal(Place place, @Nullable String operation, String code, Map<String, Long> authorizedUnder,
            @Nullable AccessEntry inTheWay, List<String> missingScopes, String correlationId) {
    }

    /** The id under which the reasons can be asked for; empty when this organization has too many new ones in this minute. */
    public Optional<String> denied(Subject subject, Refusal refusal) {
        var row = rows.get(new Same(subject, refusal.place(), refusal.code()), same -> begin(subject, refusal));
        if (row == null) {
            return Optional.empty();
        }
        row.lastAt = clock.instant();
        if (row.times.incrementAndGet() == 1) {
            sink.publish(row.fact());
        }
        return Optional.of(row.decisionId);
    }

    private @Nullable Row begin(Subject subject, Refusal refusal) {
        var organization = begun.get(subject.organizationId(), id -> new AtomicInteger());
        return organization.incrementAndGet() > MOST_PER_ORGANIZATION
                ? null
                : new Row("dec-" + UlidCreator.getMonotonicUlid(clock.millis()), subject, refusal, conditions(refusal), clock.instant());
    }

    private List<Condition> conditions(Refusal refusal) {
        var inTheWay = refusal.inTheWay();
        return refusal.authorizedUnder().entrySet().stream().map(rests -> new Condition(rests.getKey(), rests.getValue(),
                inTheWay != null && inTheWay.key().equals(rests.getKey()) ? inTheWay : table.get(rests.getKey())))
                .sorted(Comparator.comparing(Condition::key)).toList();
    }

    private void total(@Nullable Row row) {
        if (row != null && row.times.get() > 1) {
            sink.publish(row.fact());
        }
    }

    @Override
    public void close() {
        rows.asMap().values().forEach(this::total);
    }

    private record Same(Subject subject, Place place, String code) {
    }

    private static final class Row {
        private final String decisionId;
        private final Subject subject;
        private final Refusal refusal;
        private final List<Condition> conditions;
        private final Instant firstAt;
        private final AtomicLong times = new AtomicLong();
        private volatile Instant lastAt;

        Row(String decisionId, Subject subject, Refusal refusal, List<Condition> conditions, Instant firstAt) {
            this.decisionId = decisionId;
            this.subject = subject;
            this.refusal = refusal;
            this.conditions = conditions;
            this.firstAt = firstAt;
            this.lastAt = firstAt;
        }

        AccessDenied fact() {
            return new AccessDenied(decisionId, subject, refusal.place(), refusal.operation(), refusal.code(), conditions,
                    refusal.missingScopes(), firstAt, lastAt, times.get(), refusal.correlationId());
        }
    }
}
