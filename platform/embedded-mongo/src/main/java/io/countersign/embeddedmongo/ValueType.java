package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.UUID;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/** One value in its BSON form, ordered as MongoDB orders values. A value that is missing has a form of its own. */
final class ValueType extends BasicDataType<Object> {

    private static final byte MISSING = 0x60;

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }

    @Override
    public int compare(Object left, Object right) {
        return order(left, right);
    }

    static int order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a.compareTo(b);
        }
        if (left instanceof UUID a && right instanceof UUID b) {
            return a.compareTo(b);
        }
        return ValueComparator.ascWithoutListHandling().compare(left, right);
    }

    @Override
    public int getMemory(Object value) {
        return memory(value);
    }

    static int memory(@Nullable Object value) {
        return switch (value) {
            case String text -> 40 + text.length();
            case BinData binary -> 32 + binary.getData().length;
            case Document document -> {
                int sum = 64;
                for (var field : document.entrySet()) {
                    sum += 48 + memory(field.getValue());
                }
                yield sum;
            }
            case Collection<?> values -> {
                int sum = 32;
                for (Object element : values) {
                    sum += memory(element);
                }
                yield sum;
            }
            case null, default -> 24;
        };
    }

    @Override
    public void write(WriteBuffer target, Object value) {
        put(target, value);
    }

    static void put(WriteBuffer target, @Nullable Object value) {
        if (value instanceof Missing) {
            target.put(MISSING);
            return;
        }
        byte type = BsonEncoder.determineType(value);
        ByteBuf encoded = Unpooled.buffer();
        BsonEncoder.encodeValue(type, value, encoded);
        target.put(type).putVarInt(encoded.readableBytes()).put(encoded.nioBuffer());
    }

    @Override
    public Object read(ByteBuffer source) {
        Object value = take(source);
        return Missing.ofNullable(value);
    }

    static @Nullable Object take(ByteBuffer source) {
        byte type = source.get();
        if (type == MISSING) {
            return Missing.getInstance();
        }
        byte[] encoded = new byte[DataUtils.readVarInt(source)];
        source.get(encoded);
        return BsonDecoder.decodeValue(type, Unpooled.wrappedBuffer(encoded));
    }
}
