package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Keeps documents and index keys as BSON, in the names and places where the H2 backend looks for them. */
final class DurableDatabase extends H2Database {

    private final MVStore store;
    private final CollectionScans scans;

    DurableDatabase(String name, MVStore store, CursorRegistry cursors, CollectionScans scans) {
        this.store = store;
        this.scans = scans;
        super(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        MVMap<KeyValue, Object> entries = store.openMap(getDatabaseName() + "." + collectionName + "._index_" + indexName,
                new MVMap.Builder<KeyValue, Object>().keyType(new IndexKeyType()).valueType(new ValueType()));
        return new DurableIndex(entries, indexName, keys, sparse);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
        String namespace = getDatabaseName() + "." + collectionName;
        MVMap<Object, Document> documents = store.openMap("databases." + namespace,
                new MVMap.Builder<Object, Document>().keyType(new ValueType()).valueType(new DocumentType()));
        MVMap<String, Object> about = store.openMap("meta." + namespace);
        return new DurableCollection(this, collectionName, options, documents, about, cursorRegistry, scans);
    }
}
