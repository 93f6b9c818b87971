package io.countersign.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Access records as they stand in Kafka. */
public final class AccessFeedCodec {
    private static final String POSITION = "position";
    private static final String TIME = "time";
    private static final String CONTROL = "control";
    private static final String ID = "id";
    private static final String BEGIN = "snapshot-begin";
    private static final String END = "snapshot-end";
    private static final String HEARTBEAT = "heartbeat";
    private static final byte[] EMPTY = {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AccessFeedCodec() {
    }

    public static ProducerRecord<byte[], byte[]> write(String topic, AccessFeedRecord record, Instant now) {
        var written = switch (record) {
            case AccessFeedRecord.Entry entry -> with(new ProducerRecord<>(topic, 0, entry.entry().key().getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(entry.entry())), POSITION, String.valueOf(entry.position()));
            case AccessFeedRecord.SnapshotBegin begin -> with(with(control(topic, BEGIN), ID, begin.id()), POSITION,
                    String.valueOf(begin.position()));
            case AccessFeedRecord.SnapshotEnd end -> with(control(topic, END), ID, end.id());
            case AccessFeedRecord.Heartbeat ignored -> control(topic, HEARTBEAT);
        };
        return with(written, TIME, now.toString());
    }

    private static ProducerRecord<byte[], byte[]> control(String topic, String kind) {
        return with(new ProducerRecord<byte[], byte[]>(topic, 0, null, EMPTY), CONTROL, kind);
    }

    private static ProducerRecord<byte[], byte[]> with(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    /** Empty for a control record that a later version sends. */
    public static Optional<AccessFeedRecord> read(ConsumerRecord<byte[], byte[]> record) {
        var control = header(record.headers(), CONTROL);
        return switch (control) {
            case null -> Optional.of(new AccessFeedRecord.Entry(JSON.readValue(record.value(), AccessEntry.class), position(record)));
            case BEGIN -> Optional.of(new AccessFeedRecord.SnapshotBegin(String.valueOf(header(record.headers(), ID)), position(record)));
            case END -> Optional.of(new AccessFeedRecord.SnapshotEnd(String.valueOf(header(record.headers(), ID))));
            case HEARTBEAT -> Optional.of(new AccessFeedRecord.Heartbeat());
            default -> Optional.empty();
        };
    }

    /** When the relay sent it; empty when that cannot be read, since nothing may depend on it. */
    public static Optional<Instant> sent(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(header(record.headers(), TIME)).map(Instant::parse);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static long position(ConsumerRecord<byte[], byte[]> record) {
        var position = header(record.headers(), POSITION);
        if (position == null) {
            throw new IllegalStateException("Access record at offset " + record.offset() + " of " + record.topic() + " has no position");
        }
        return Long.parseLong(position);
    }

    private static @Nullable String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
