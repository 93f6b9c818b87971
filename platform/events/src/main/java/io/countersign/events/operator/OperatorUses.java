package io.countersign.events.operator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.EventWriter;
import io.countersign.events.log.PlatformEvent.OperatorDoorUsed;
import io.countersign.web.passport.Actor;
import java.time.Clock;
import java.time.Duration;

/**
 * Records each use of an endpoint before it happens, in the log of the service's aggregates. Reading the same endpoint again within ten minutes is
 * the same use: whoever watches a number would otherwise fill the log with having watched it.
 */
final class OperatorUses {
    private static final String READ = "READ";
    private static final Duration ONE_READING = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1_000;

    private final EventLogs logs;
    private final EventWriter writer;
    private final Clock clock;
    private final Cache<Reading, Boolean> reads = Caffeine.newBuilder().expireAfterWrite(ONE_READING).maximumSize(REMEMBERED).build();

    OperatorUses(EventLogs logs, EventWriter writer, Clock clock) {
        this.logs = logs;
        this.writer = writer;
        this.clock = clock;
    }

    /** @throws io.countersign.eventstore.EventLogException when it cannot be recorded; the endpoint stays closed then */
    void record(String operator, OperatorEndpoint endpoint, String operation) {
        if (operation.equals(READ)) {
            var _ = reads.get(new Reading(operator, endpoint.id()), reading -> append(operator, endpoint, operation));
        } else {
            append(operator, endpoint, operation);
        }
    }

    private boolean append(String operator, OperatorEndpoint endpoint, String operation) {
        var now = clock.instant();
        var useId = "ope-" + UlidCreator.getMonotonicUlid(now.toEpochMilli());
        writer.append(logs.first().name(), useId, 0, new OperatorDoorUsed(useId, endpoint.id(), operation, endpoint.target(), now), null,
                new Actor(Actor.Type.OPERATOR, operator));
        return true;
    }

    private record Reading(String operator, String endpoint) {
    }
}
