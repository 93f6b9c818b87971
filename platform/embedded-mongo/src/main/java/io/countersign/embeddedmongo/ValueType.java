package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.UUID;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/**
 * One value in its BSON form, ordered as MongoDB orders values. A value that is missing has a form of its own. Strings and numbers, of
 * which nearly all keys are made, are written and read without the library's buffers; the bytes are the same.
 */
final class ValueType extends BasicDataType<Object> {

    private static final byte MISSING = 0x60;
    /** A string's length and its final zero. */
    private static final int AROUND_TEXT = 5;

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
        if (left instanceof Long a && right instanceof Long b) {
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
        switch (value) {
            case Missing _ -> target.put(MISSING);
            case String text -> {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                target.put(BsonConstants.TYPE_UTF8_STRING).putVarInt(encoded.length + AROUND_TEXT)
                        .putInt(Integer.reverseBytes(encoded.length + 1)).put(encoded).put(BsonConstants.STRING_TERMINATION);
            }
            case Double number -> target.put(BsonConstants.TYPE_DOUBLE).putVarInt(Double.BYTES)
                    .putLong(Long.reverseBytes(Double.doubleToRawLongBits(number)));
            case Long number -> target.put(BsonConstants.TYPE_INT64).putVarInt(Long.BYTES).putLong(Long.reverseBytes(number));
            case null, default -> putEncoded(target, value);
        }
    }

    private static void putEncoded(WriteBuffer target, @Nullable Object value) {
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
        return switch (type) {
            case MISSING -> Missing.getInstance();
            case BsonConstants.TYPE_UTF8_STRING -> {
                byte[] text = new byte[DataUtils.readVarInt(source) - AROUND_TEXT];
                source.getInt();
                source.get(text);
                source.get();
                yield new String(text, StandardCharsets.UTF_8);
            }
            case BsonConstants.TYPE_DOUBLE -> {
                DataUtils.readVarInt(source);
                yield Double.longBitsToDouble(Long.reverseBytes(source.getLong()));
            }
            case BsonConstants.TYPE_INT64 -> {
                DataUtils.readVarInt(source);
                yield Long.reverseBytes(source.getLong());
            }
            default -> takeEncoded(type, source);
        };
    }

    private static @Nullable Object takeEncoded(byte type, ByteBuffer source) {
        byte[] encoded = new byte[DataUtils.readVarInt(source)];
        source.get(encoded);
        return BsonDecoder.decodeValue(type, Unpooled.wrappedBuffer(encoded));
    }
}
