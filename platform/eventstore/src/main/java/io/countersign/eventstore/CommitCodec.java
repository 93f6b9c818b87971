package io.countersign.eventstore;

import io.countersign.access.AccessEntry;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * The one document a commit becomes, and back, without a tree of values in between. The aggregate keys stand in an array of their own, under
 * a unique multikey index; the events are their bytes, in the same order.
 */
final class CommitCodec implements Codec<StoredCommit> {
    static final String NUMBER = "_id";
    static final String FIRST = "first";
    static final String COUNT = "count";
    static final String COMMIT_ID = "commitId";
    static final String KEYS = "keys";
    private static final String EVENTS = "events";
    private static final String ACCESS = "access";

    static String key(String aggregateId, long sequence) {
        return aggregateId + "#" + sequence;
    }

    static Place place(Document document) {
        return new Place(number(document, NUMBER), number(document, FIRST), (int) number(document, COUNT), document.getString(COMMIT_ID));
    }

    static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }

    @Override
    public Class<StoredCommit> getEncoderClass() {
        return StoredCommit.class;
    }

    @Override
    public void encode(BsonWriter writer, StoredCommit commit, EncoderContext context) {
        writer.writeStartDocument();
        writer.writeInt64(NUMBER, commit.number());
        writer.writeInt64(FIRST, commit.first());
        writer.writeInt32(COUNT, commit.events().size());
        writer.writeString(COMMIT_ID, commit.commitId());
        writer.writeStartArray(KEYS);
        commit.events().forEach(event -> writer.writeString(key(event.aggregateId(), event.sequence())));
        writer.writeEndArray();
        writer.writeStartArray(EVENTS);
        commit.events().forEach(event -> writer.writeBinaryData(new BsonBinary(event.bytes())));
        writer.writeEndArray();
        if (!commit.access().isEmpty()) {
            writer.writeStartArray(ACCESS);
            commit.access().forEach(entry -> encode(writer, entry));
            writer.writeEndArray();
        }
        writer.writeEndDocument();
    }

    private static void encode(BsonWriter writer, AccessEntry entry) {
        writer.writeStartDocument();
        writer.writeString("key", entry.key());
        writer.writeInt64("epoch", entry.epoch());
        writer.writeBoolean("suspended", entry.suspended());
        writer.writeBoolean("ended", entry.ended());
        writer.writeInt64("version", entry.version());
        writer.writeEndDocument();
    }

    @Override
    public StoredCommit decode(BsonReader reader, DecoderContext context) {
        var number = 0L;
        var first = 0L;
        var commitId = "";
        var keys = new ArrayList<String>(1);
        var bytes = new ArrayList<byte[]>(1);
        var access = new ArrayList<AccessEntry>(0);
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            switch (reader.readName()) {
                case NUMBER -> number = reader.readInt64();
                case FIRST -> first = reader.readInt64();
                case COMMIT_ID -> commitId = reader.readString();
                case KEYS -> each(reader, () -> keys.add(reader.readString()));
                case EVENTS -> each(reader, () -> bytes.add(reader.readBinaryData().getData()));
                case ACCESS -> each(reader, () -> access.add(entry(reader)));
                default -> reader.skipValue();
            }
        }
        reader.readEndDocument();
        return new StoredCommit(number, first, commitId, events(first, keys, bytes), access);
    }

    private static void each(BsonReader reader, Runnable element) {
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            element.run();
        }
        reader.readEndArray();
    }

    private static List<StoredEvent> events(long first, List<String> keys, List<byte[]> bytes) {
        var events = new ArrayList<StoredEvent>(keys.size());
        for (var n = 0; n < keys.size(); n++) {
            var key = keys.get(n);
            var sequence = key.lastIndexOf('#');
            events.add(new StoredEvent(first + n, key.substring(0, sequence), Long.parseLong(key, sequence + 1, key.length(), 10),
                    bytes.get(n)));
        }
        return events;
    }

    private static AccessEntry entry(BsonReader reader) {
        reader.readStartDocument();
        var entry = new AccessEntry(reader.readString("key"), reader.readInt64("epoch"), reader.readBoolean("suspended"),
                reader.readBoolean("ended"), reader.readInt64("version"));
        reader.readEndDocument();
        return entry;
    }
}
