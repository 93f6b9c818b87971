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
 * Records each use of a door before it happens, in the log of the service's aggregates. Reading the same door again within ten minutes is
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

    /** @throws io.countersign.eventstore.EventLogException when it cannot be recorded; the door stays closed then */
    void record(String operator, Door door, String operation) {
        if (operation.equals(READ)) {
            var _ = reads.get(new Reading(operator, door.id()), reading -> append(operator, door, operation));
        } else {
            append(operator, door, operation);
        }
    }

    private boolean append(String operator, Door door, String operation) {
        var now = clock.instant();
        var useId = "ope-" + UlidCreator.getMonotonicUlid(now.toEpochMilli());
        writer.append(logs.first().name(), useId, 0, new OperatorDoorUsed(useId, door.id(), operation, door.target(), now), null,
                new Actor(Actor.Type.OPERATOR, operator));
        return true;
    }

    private record Reading(String operator, String door) {
    }
}
