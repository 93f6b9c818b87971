package io.countersign.starter.consumer;

import io.countersign.starter.consumer.DeadLetters.Reason;
import io.countersign.starter.event.EventEnvelopes;
import io.countersign.starter.event.Recorded;
import io.countersign.starter.event.UnknownEventType;
import io.countersign.starter.event.UnreadableEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer's handling of a poll: events are grouped by aggregate in their order, each group is consumed at once, a failing event goes
 * to the dead letters and the rest of its group queues behind it.
 */
final class Consumption {
    private static final Logger log = LoggerFactory.getLogger(Consumption.class);

    private final EventConsumer consumer;
    private final EventEnvelopes envelopes;
    private final DeadLetters deadLetters;
    private final DeadLetterNotice notice;

    Consumption(EventConsumer consumer, EventEnvelopes envelopes, DeadLetters deadLetters, DeadLetterNotice notice) {
        this.consumer = consumer;
        this.envelopes = envelopes;
        this.deadLetters = deadLetters;
        this.notice = notice;
    }

    void poll(List<Delivery> deliveries) {
        var groups = new LinkedHashMap<String, List<Delivery>>();
        deliveries.forEach(delivery -> groups.computeIfAbsent(delivery.aggregateId(), _ -> new ArrayList<>()).add(delivery));
        groups.values().forEach(this::group);
    }

    private void group(List<Delivery> group) {
        if (deadLetters.blocks(consumer.name(), group.getFirst().aggregateId())) {
            group.forEach(delivery -> deadLetters.keep(consumer.name(), delivery, Reason.QUEUED));
        } else {
            consume(group);
        }
    }

    private void consume(List<Delivery> group) {
        var readable = new ArrayList<Recorded<?>>();
        for (var delivery : group) {
            try {
                var recorded = envelopes.read(delivery.position(), delivery.bytes());
                if (consumer.accepts(recorded)) {
                    readable.add(recorded);
                }
            } catch (UnknownEventType | UnreadableEvent strange) {
                effect(group, readable);
                bury(group, delivery.sequence(), strange instanceof UnknownEventType ? Reason.UNKNOWN_TYPE : Reason.UNREADABLE, strange);
                return;
            }
        }
        effect(group, readable);
    }

    private void effect(List<Delivery> group, List<Recorded<?>> events) {
        if (events.isEmpty() || deadLetters.blocks(consumer.name(), group.getFirst().aggregateId())) {
            return;
        }
        try {
            consumer.consume(events);
        } catch (EventConsumer.Poisoned poisoned) {
            bury(group, poisoned.sequence(), Reason.FAILED, poisoned);
        }
    }

    private void bury(List<Delivery> group, long sequence, Reason reason, Exception cause) {
        for (var delivery : group) {
            if (delivery.sequence() == sequence) {
                log.error(
                        "{} cannot consume event {} of {} at position {}: it waits in dead_letters, later events of the aggregate queue behind it",
                        consumer.name(), sequence, delivery.aggregateId(), delivery.position(), cause);
                deadLetters.keep(consumer.name(), delivery, reason);
                notice.send(consumer.name(), delivery, reason);
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
        var settled = 0;
        var queues = new LinkedHashMap<String, List<Delivery>>();
        deadLetters.of(consumer.name())
                .forEach(letter -> queues.computeIfAbsent(letter.delivery().aggregateId(), _ -> new ArrayList<>()).add(letter.delivery()));
        for (var queue : queues.entrySet()) {
            settled += retry(queue.getKey(), queue.getValue());
        }
        return settled;
    }

    private int retry(String aggregateId, List<Delivery> queue) {
        var settled = 0;
        for (var delivery : queue) {
            try {
                var recorded = envelopes.read(delivery.position(), delivery.bytes());
                if (consumer.accepts(recorded)) {
                    consumer.consume(List.of(recorded));
                }
            } catch (UnknownEventType | UnreadableEvent | EventConsumer.Poisoned stillFailing) {
                log.warn("{} still cannot consume event {} of {}: {}", consumer.name(), delivery.sequence(), aggregateId,
                        stillFailing.toString());
                return settled;
            }
            deadLetters.settle(consumer.name(), delivery);
            settled++;
        }
        deadLetters.release(consumer.name(), aggregateId);
        return settled;
    }

    EventConsumer consumer() {
        return consumer;
    }
}
