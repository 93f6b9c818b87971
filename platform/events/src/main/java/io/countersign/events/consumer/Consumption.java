package io.countersign.events.consumer;

import io.countersign.events.consumer.DeadLetterStore.Letter;
import io.countersign.events.consumer.DeadLetterStore.Reason;
import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.UnknownEventType;
import io.countersign.events.log.UnreadableEvent;
import io.countersign.events.telemetry.EventCorrelations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer's handling of a poll: events are grouped by aggregate in their order, each group is consumed at once. What fails for good
 * goes to the dead letters and the rest of its group queues behind it; what passes ({@link Failures}) is thrown, and the poll comes again.
 */
final class Consumption {
    private static final Logger log = LoggerFactory.getLogger(Consumption.class);
    /** What may have been mended by a new version, or was left half-way by a replica that died. */
    private static final Set<Reason> RETRIED_AT_START = Set.of(Reason.UNKNOWN_TYPE, Reason.QUEUED);

    private final EventConsumer consumer;
    private final EventEnvelopes envelopes;
    private final DeadLetterStore deadLetters;
    private final DeadLetterCounters counters;
    private final EventCorrelations correlations;
    private volatile long position = -1;

    Consumption(EventConsumer consumer, EventEnvelopes envelopes, DeadLetterStore deadLetters, DeadLetterCounters counters,
            EventCorrelations correlations) {
        this.consumer = consumer;
        this.envelopes = envelopes;
        this.deadLetters = deadLetters;
        this.counters = counters;
        counters.begin(consumer.name());
        this.correlations = correlations;
    }

    void poll(List<Delivery> deliveries) {
        var groups = new LinkedHashMap<String, List<Delivery>>();
        deliveries.forEach(delivery -> groups.computeIfAbsent(delivery.aggregateId(), _ -> new ArrayList<>()).add(delivery));
        try {
            if (consumer.together()) {
                together(deliveries);
            } else {
                groups.values().forEach(this::group);
            }
        } catch (RuntimeException notNow) {
            log.warn("{} is held up at position {}: the partition waits and the same events are redelivered: {}", consumer.name(),
                    deliveries.getFirst().position(), notNow.toString());
            throw notNow;
        }
        deliveries.forEach(delivery -> position = Math.max(position, delivery.position()));
    }

    /** Those that can be read have their effect in one go; when that fails, each has it by itself, and the others always do. */
    private void together(List<Delivery> facts) {
        var readable = new ArrayList<Delivery>();
        var read = new ArrayList<Recorded<?>>();
        for (var fact : facts) {
            try {
                read(fact).ifPresent(read::add);
                readable.add(fact);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError strange) {
                group(List.of(fact));
            }
        }
        try {
            handle(read);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError failure) {
            passOn(failure);
            readable.forEach(fact -> group(List.of(fact)));
        }
    }

    private void group(List<Delivery> group) {
        var aggregateId = group.getFirst().aggregateId();
        if (deadLetters.blocks(consumer.name(), aggregateId)) {
            group.forEach(delivery -> deadLetters.keep(consumer.name(), delivery, Reason.QUEUED));
            goOnWhenNothingIsInFront(aggregateId);
        } else {
            consume(group);
        }
    }

    /** What was queued while another thread or replica settled the letter in front has nobody left to wait for. */
    private void goOnWhenNothingIsInFront(String aggregateId) {
        deadLetters.head(consumer.name(), aggregateId).filter(letter -> letter.reason() == Reason.QUEUED)
                .ifPresent(_ -> retry(aggregateId));
    }

    private void consume(List<Delivery> group) {
        var readable = new ArrayList<Recorded<?>>();
        for (var delivery : group) {
            try {
                read(delivery).ifPresent(readable::add);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError strange) {
                if (effect(group, readable)) {
                    park(group, delivery.sequence(), strange);
                }
                return;
            }
        }
        effect(group, readable);
    }

    /** Empty when it is none of this consumer's business. */
    private Optional<Recorded<?>> read(Delivery delivery) {
        var recorded = consumer.source().areFacts()
                ? envelopes.readFact(delivery.place().partitionName(), delivery.position(), delivery.bytes())
                : Optional.<Recorded<?>>of(delivery.read(envelopes));
        return recorded.filter(consumer::accepts);
    }

    private static Reason reason(Throwable failure) {
        return switch (failure) {
            case UnknownEventType _ -> Reason.UNKNOWN_TYPE;
            case UnreadableEvent _ -> Reason.UNREADABLE;
            default -> Reason.FAILED;
        };
    }

    /** @return false when one of them became a dead letter */
    private boolean effect(List<Delivery> group, List<Recorded<?>> events) {
        try {
            handle(events);
            return true;
        } catch (EventConsumer.Poisoned poisoned) {
            park(group, poisoned.sequence(), poisoned);
            return false;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError failure) {
            passOn(failure);
            return oneAfterTheOther(group, events);
        }
    }

    /** Finds out which event it is. Those before it have their effect once, however often they are handled. */
    private boolean oneAfterTheOther(List<Delivery> group, List<Recorded<?>> events) {
        for (var event : events) {
            try {
                handle(List.of(event));
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError failure) {
                park(group, event.sequence(), failure);
                return false;
            }
        }
        return true;
    }

    private static void passOn(Throwable failure) {
        if (Failures.pass(failure)) {
            throw failure instanceof RuntimeException passing ? passing : new EventConsumer.NotNow(failure);
        }
    }

    private void park(List<Delivery> group, long sequence, Throwable failure) {
        passOn(failure);
        bury(group, sequence, reason(failure), failure);
    }

    private void handle(List<Recorded<?>> events) {
        if (consumer.oneByOne()) {
            events.forEach(event -> correlations.follow(consumer.name(), event, () -> consumer.consume(List.of(event))));
        } else if (!events.isEmpty()) {
            correlations.follow(consumer.name(), events.getFirst(), () -> consumer.consume(events));
        }
    }

    private void bury(List<Delivery> group, long sequence, Reason reason, Throwable cause) {
        for (var delivery : group) {
            if (delivery.sequence() == sequence) {
                log.error(
                        "{} cannot consume event {} of {} at position {}: it waits in dead_letters, later events of the aggregate queue behind it",
                        consumer.name(), sequence, delivery.aggregateId(), delivery.position(), cause);
                deadLetters.keep(consumer.name(), delivery, reason);
                counters.kept(consumer.name(), reason);
            } else if (delivery.sequence() > sequence) {
                deadLetters.keep(consumer.name(), delivery, Reason.QUEUED);
            }
        }
    }

    /**
     * Tries the dead letters again, in order; an aggregate goes on when its last letter is settled.
     *
     * @return how many were settled
     */
    int retry() {
        return deadLetters.aggregates(consumer.name()).stream().mapToInt(this::retry).sum();
    }

    /** Tries again what a new version may understand. */
    int retryAtStart() {
        return deadLetters.aggregates(consumer.name()).stream()
                .filter(aggregate -> deadLetters.head(consumer.name(), aggregate).map(Letter::reason).filter(RETRIED_AT_START::contains)
                        .isPresent())
                .mapToInt(this::retry).sum();
    }

    /** Tries the letters of one aggregate until one still fails or none is left. */
    int retry(String aggregateId) {
        for (var settled = 0;; settled++) {
            var letter = deadLetters.head(consumer.name(), aggregateId);
            if (letter.isEmpty() || !settled(letter.get())) {
                return settled;
            }
        }
    }

    private boolean settled(Letter letter) {
        var delivery = letter.delivery();
        try {
            read(delivery).ifPresent(recorded -> handle(List.of(recorded)));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError stillFailing) {
            passOn(stillFailing);
            log.warn("{} still cannot consume event {} of {}: {}", consumer.name(), delivery.sequence(), delivery.aggregateId(),
                    stillFailing.toString());
            if (letter.reason() != reason(stillFailing)) {
                deadLetters.mark(consumer.name(), delivery, reason(stillFailing));
                counters.kept(consumer.name(), reason(stillFailing));
            }
            return false;
        }
        deadLetters.settle(consumer.name(), delivery);
        return true;
    }

    EventConsumer consumer() {
        return consumer;
    }

    /** The highest position this replica has handled since it started, -1 for none. */
    long position() {
        return position;
    }
}
