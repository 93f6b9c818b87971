package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** A document as BSON. */
final class DocumentType extends BasicDataType<Document> {

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    @Override
    public int getMemory(Document document) {
        return ValueType.memory(document);
    }

    @Override
    public void write(WriteBuffer target, Document document) {
        ByteBuf encoded = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, encoded);
        target.putVarInt(encoded.readableBytes()).put(encoded.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer source) {
        byte[] encoded = new byte[DataUtils.readVarInt(source)];
        source.get(encoded);
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(encoded));
    }
}
