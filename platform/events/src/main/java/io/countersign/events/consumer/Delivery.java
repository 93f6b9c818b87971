package io.countersign.events.consumer;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of an event topic as it was delivered: the exact bytes, where they stood and what the headers say of them.
 *
 * @param position of the event in its log
 * @param sequence of the event in its aggregate
 */
public record Delivery(Place place, String aggregateId, long sequence, long position, byte[] bytes) {
    static Delivery of(ConsumerRecord<String, byte[]> message) {
        return new Delivery(new Place(message.topic(), message.partition(), message.offset()), message.key(),
                number(message, "sequence"), number(message, "position"), message.value());
    }

    /** A fact is a stream of its own, named by its place: one that cannot be handled holds up no other. */
    static Delivery ofFact(ConsumerRecord<String, byte[]> message) {
        var place = new Place(message.topic(), message.partition(), message.offset());
        return new Delivery(place, place.partitionName() + "@" + message.offset(), 0, message.offset(),
                message.value() == null ? new byte[0] : message.value());
    }

    private static long number(ConsumerRecord<String, byte[]> message, String header) {
        var value = message.headers().lastHeader(header);
        if (value == null) {
            throw new IllegalStateException(
                    "A record of " + message.topic() + " at offset " + message.offset() + " has no header " + header);
        }
        return Long.parseLong(new String(value.value(), StandardCharsets.US_ASCII));
    }

    /** Where a record stands in Kafka. */
    public record Place(String topic, int partition, long offset) {
        String partitionName() {
            return topic + "-" + partition;
        }
    }
}
