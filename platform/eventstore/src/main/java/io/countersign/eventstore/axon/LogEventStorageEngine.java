package io.countersign.eventstore.axon;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.access.AccessEntry;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.EventLogException;
import io.countersign.eventstore.NewEvent;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Axon's aggregates on an {@link EventLog}: one unit of work is one commit. Consumption goes through the relay, so the tracking side of
 * Axon's interface is refused.
 */
public final class LogEventStorageEngine implements EventStorageEngine {
    /** Metadata: the {@link AccessEntry} list an event causes. It is stored beside the envelope, never in it. */
    public static final String ACCESS = "access";
    /**
     * Metadata: the commit id a repeated request must use again; a fresh one is created when it is missing. A commit that is stored under
     * it already stands for this one.
     */
    public static final String COMMIT_ID = "commitId";

    private final EventLog log;
    private final EventCodec codec;
    private final SnapshotStore snapshots;
    private final AppendListener listener;

    public LogEventStorageEngine(EventLog log, EventCodec codec, SnapshotStore snapshots, AppendListener listener) {
        this.log = log;
        this.codec = codec;
        this.snapshots = snapshots;
        this.listener = listener;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        var messages = events.stream().<DomainEventMessage<?>>map(LogEventStorageEngine::ofAggregate).toList();
        try {
            listener.appended(log.append(commit(messages)), messages);
        } catch (EventLogException.Conflict conflict) {
            throw conflict.sequence() == 0
                    ? new AggregateStreamCreationException(conflict.getMessage(), conflict)
                    : new ConcurrencyException(conflict.getMessage(), conflict);
        }
    }

    private Commit commit(List<DomainEventMessage<?>> messages) {
        var commitId = messages.stream().map(message -> message.getMetaData().get(COMMIT_ID)).filter(Objects::nonNull)
                .map(Object::toString).findFirst().orElseGet(() -> UlidCreator.getMonotonicUlid().toString());
        var access = messages.stream().map(message -> message.getMetaData().get(ACCESS)).filter(Objects::nonNull)
                .flatMap(entries -> ((Collection<?>) entries).stream()).map(AccessEntry.class::cast).toList();
        var events = messages.stream()
                .map(message -> new NewEvent(message.getAggregateIdentifier(), message.getSequenceNumber(), codec.encode(message)))
                .toList();
        return new Commit(commitId, events, access);
    }

    private static DomainEventMessage<?> ofAggregate(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> message) {
            return message;
        }
        throw new IllegalArgumentException(event.getPayloadType().getName() + " was published outside an aggregate");
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return DomainEventStream.of(log.stream(aggregateIdentifier, firstSequenceNumber).stream()
                .<DomainEventMessage<?>>map(codec::decode).toList());
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        var last = log.lastSequence(aggregateIdentifier);
        return last.isPresent() ? Optional.of(last.getAsLong()) : Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        snapshots.store(snapshot);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return snapshots.read(aggregateIdentifier);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(TrackingToken trackingToken, boolean mayBlock) {
        throw new UnsupportedOperationException("Events are consumed from the relay's topic");
    }
}
