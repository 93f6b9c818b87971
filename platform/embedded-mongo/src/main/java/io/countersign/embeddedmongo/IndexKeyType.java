package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The values of one index entry, ordered field by field. */
final class IndexKeyType extends BasicDataType<KeyValue> {

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }

    @Override
    public int compare(KeyValue left, KeyValue right) {
        for (int field = 0; field < Math.min(left.size(), right.size()); field++) {
            int order = ValueType.order(left.get(field), right.get(field));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    @Override
    public int getMemory(KeyValue key) {
        int sum = 48;
        for (Object value : key) {
            sum += ValueType.memory(value);
        }
        return sum;
    }

    @Override
    public void write(WriteBuffer target, KeyValue key) {
        target.putVarInt(key.size());
        for (Object value : key) {
            ValueType.put(target, value);
        }
    }

    @Override
    public KeyValue read(ByteBuffer source) {
        int size = DataUtils.readVarInt(source);
        var values = new ArrayList<>(size);
        for (int field = 0; field < size; field++) {
            values.add(ValueType.take(source));
        }
        return new KeyValue(values);
    }
}
