package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.h2.mvstore.WriteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored form of a value, which files of earlier versions hold as well. */
class ValueTypeTest {
    static Object[] values() {
        return new Object[]{"", "con-01J8", "Zürich 東京 😀", "zero\0inside", 0L, -1L, Long.MIN_VALUE, 1L << 40, 0.0, -0.0, 3.5,
                Double.NaN, Double.NEGATIVE_INFINITY, 7, true, UUID.fromString("6f1d5c1e-0b7c-4f7e-9c58-0b6a3c1d2e4f"),
                new Document("a", "b")};
    }

    @ParameterizedTest
    @MethodSource("values")
    void isItsTypeTheLengthAndTheBytesOfBson(Object value) {
        byte type = BsonEncoder.determineType(value);
        var encoded = Unpooled.buffer();
        BsonEncoder.encodeValue(type, value, encoded);
        var expected = new WriteBuffer().put(type).putVarInt(encoded.readableBytes()).put(encoded.nioBuffer());
        assertThat(bytes(written(value))).isEqualTo(bytes(expected));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isReadAsItWasWrittenAndNoFurther(Object value) {
        var stored = ByteBuffer.wrap(bytes(written(value).put((byte) 99)));
        assertThat(ValueType.take(stored)).isEqualTo(value);
        assertThat(stored.remaining()).isEqualTo(1);
    }

    @Test
    void whatIsMissingStaysMissing() {
        assertThat(ValueType.take(ByteBuffer.wrap(bytes(written(Missing.getInstance()))))).isEqualTo(Missing.getInstance());
    }

    private static WriteBuffer written(Object value) {
        var target = new WriteBuffer();
        ValueType.put(target, value);
        return target;
    }

    private static byte[] bytes(WriteBuffer buffer) {
        return Arrays.copyOf(buffer.getBuffer().array(), buffer.position());
    }
}
