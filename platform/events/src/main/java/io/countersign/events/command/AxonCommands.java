package io.countersign.events.command;

import io.countersign.events.log.Origin;
import io.countersign.events.log.OriginMetaData;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.StoredCommit;
import io.countersign.eventstore.axon.LogEventStorageEngine;
import io.countersign.web.problem.Problem;
import io.countersign.web.telemetry.CorrelationContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** {@link Commands} over Axon's command bus, which handles a command on the caller's thread. */
final class AxonCommands implements Commands {
    private static final int ATTEMPTS = 5;
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(10);
    private static final String RESERVATION = "rsv-";

    private final CommandBus bus;
    private final EventLog log;
    private final AppendCollector collector;
    private final CommandTarget targets;
    private final RequestContext context;
    private final Timer latency;

    AxonCommands(CommandBus bus, EventLog log, AppendCollector collector, CommandTarget targets, RequestContext context,
            MeterRegistry meters) {
        this.bus = bus;
        this.log = log;
        this.collector = collector;
        this.targets = targets;
        this.context = context;
        this.latency = Timer.builder("countersign.command").description("From a command to its acknowledged commit")
                .publishPercentileHistogram().register(meters);
    }

    @Override
    public Receipt send(Object command) {
        var expected = context.takeExpectedVersion();
        var claimed = context.claimed();
        if (claimed == null) {
            return timed(message(command, context.origin(), expected, null), expected);
        }
        var commitId = claimed.nextCommitId();
        var message = message(command, context.origin(), expected, commitId);
        var stored = claimed.repeated() ? log.find(commitId) : Optional.<StoredCommit>empty();
        var receipt = stored.map(commit -> repeated(claimed, message, commit)).orElseGet(() -> timed(message, expected));
        claimed.acted();
        return receipt;
    }

    @Override
    public Receipt send(Object command, Cause cause) {
        var origin = new Origin(cause.actor(), cause.organization(), cause.causationId(), cause.correlationId(),
                CorrelationContext.current().map(CorrelationContext::traceparent).orElse(null));
        return timed(message(command, origin, null, cause.commitId()), null);
    }

    private static CommandMessage<?> message(Object command, Origin origin, @Nullable Long expected, @Nullable String commitId) {
        var metaData = OriginMetaData.of(origin);
        if (expected != null) {
            metaData.put(ExpectedVersion.KEY, expected);
        }
        if (commitId != null) {
            metaData.put(LogEventStorageEngine.COMMIT_ID, commitId);
        }
        return GenericCommandMessage.asCommandMessage(command).withMetaData(metaData);
    }

    private Receipt repeated(ClaimedRequest claimed, CommandMessage<?> message, StoredCommit commit) {
        if (claimed.showsOnce()) {
            throw new Problem(HttpStatus.CONFLICT, "already_shown", "This request was carried out and its secret was shown once.");
        }
        var events = commit.events();
        var target = targets.of(message).orElseGet(() -> events.stream().map(event -> event.aggregateId())
                .filter(id -> !id.startsWith(RESERVATION)).findFirst().orElse(events.getFirst().aggregateId()));
        return events.reversed().stream().filter(event -> event.aggregateId().equals(target)).findFirst()
                .map(event -> new Receipt(target, event.sequence(), event.position())).orElseGet(() -> unchanged(target));
    }

    private Receipt timed(CommandMessage<?> message, @Nullable Long expected) {
        var started = Timer.start();
        try {
            return handled(message, expected);
        } finally {
            started.stop(latency);
        }
    }

    private Receipt handled(CommandMessage<?> message, @Nullable Long expected) {
        for (var attempt = 1;; attempt++) {
            var thrown = new AtomicReference<@Nullable Throwable>();
            var receipt = once(message, expected, thrown);
            if (receipt != null) {
                return receipt;
            }
            var refused = Refusals.unwrapped(Objects.requireNonNull(thrown.get()));
            var lost = Refusals.lostTheRace(refused);
            if (lost && expected != null) {
                throw ExpectedVersion.conflict();
            }
            if (!lost || attempt == ATTEMPTS) {
                throw Refusals.translated(refused);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_FIRST_PAUSE.toNanos() << attempt));
        }
    }

    private @Nullable Receipt once(CommandMessage<?> message, @Nullable Long expected, AtomicReference<@Nullable Throwable> thrown) {
        var result = new AtomicReference<@Nullable CommandResultMessage<?>>();
        collector.begin();
        try {
            bus.<Object, Object>dispatch(cast(message), (sent, answer) -> result.set(answer));
            var answer = Objects.requireNonNull(result.get());
            if (answer.isExceptional()) {
                thrown.set(answer.exceptionResult());
                return null;
            }
            return receipt(message, expected, answer.getPayload());
        } finally {
            collector.end();
        }
    }

    @SuppressWarnings("unchecked") // the bus looks at the payload's type only
    private static CommandMessage<Object> cast(CommandMessage<?> message) {
        return (CommandMessage<Object>) message;
    }

    private Receipt receipt(CommandMessage<?> message, @Nullable Long expected, @Nullable Object returned) {
        var target = targets.of(message, returned).orElseThrow(() -> new IllegalStateException(
                message.getPayloadType().getName() + " names no aggregate and its handler returned no id"));
        var appended = collector.of(target);
        if (appended != null) {
            return appended;
        }
        var unchanged = unchanged(target);
        if (expected != null) {
            ExpectedVersion.require(expected, unchanged.sequence());
        }
        return unchanged;
    }

    private Receipt unchanged(String target) {
        return new Receipt(target, log.lastSequence(target).orElse(-1), -1);
    }
}
