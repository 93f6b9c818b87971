package io.countersign.events.consumer;

import io.countersign.events.log.EventEnvelopes;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.UnknownEventType;
import io.countersign.events.log.UnreadableEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of an event topic as it was delivered: the exact bytes, where they stood and what the headers say of them.
 *
 * @param position of the event in its log
 * @param sequence of the event in its aggregate
 */
public record Delivery(Place place, String aggregateId, long sequence, long position, byte[] bytes) {
    private static final long UNKNOWN = -1;

    /** What lacks its key, its headers or its bytes came from no relay: it is a stream of its own, like a fact, and holds up nobody. */
    static Delivery of(ConsumerRecord<String, byte[]> message) {
        var sequence = number(message, "sequence");
        var position = number(message, "position");
        var place = new Place(message.topic(), message.partition(), message.offset());
        return message.key() == null || message.value() == null || sequence < 0 || position < 0
                ? new Delivery(place, own(place), 0, UNKNOWN, bytes(message))
                : new Delivery(place, message.key(), sequence, position, message.value());
    }

    /**
     * @throws UnknownEventType when the catalog does not hold the event's type
     * @throws UnreadableEvent  when it came from no relay, or its bytes are no envelope
     */
    public Recorded<?> read(EventEnvelopes envelopes) {
        if (position < 0) {
            throw new UnreadableEvent(position, new IllegalArgumentException("A record without key, headers or bytes"));
        }
        return envelopes.read(position, bytes);
    }

    private static String own(Place place) {
        return place.partitionName() + "@" + place.offset();
    }

    private static byte[] bytes(ConsumerRecord<String, byte[]> message) {
        return message.value() == null ? new byte[0] : message.value();
    }

    /** A fact is a stream of its own, named by its place: one that cannot be handled holds up no other. */
    static Delivery ofFact(ConsumerRecord<String, byte[]> message) {
        var place = new Place(message.topic(), message.partition(), message.offset());
        return new Delivery(place, own(place), 0, message.offset(), bytes(message));
    }

    private static long number(ConsumerRecord<String, byte[]> message, String header) {
        var value = message.headers().lastHeader(header);
        try {
            return value == null || value.value() == null ? UNKNOWN : Long.parseLong(new String(value.value(), StandardCharsets.US_ASCII));
        } catch (NumberFormatException _) {
            return UNKNOWN;
        }
    }

    /** Where a record stands in Kafka. */
    public record Place(String topic, int partition, long offset) {
        String partitionName() {
            return topic + "-" + partition;
        }
    }
}
