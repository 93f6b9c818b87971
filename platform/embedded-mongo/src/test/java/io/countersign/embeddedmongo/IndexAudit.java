package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;

/** Opens the file a killed server left and compares every index with a full scan of its documents. */
final class IndexAudit implements AutoCloseable {

    private final MVStore store;
    private final DurableBackend backend;

    IndexAudit(Path file) {
        store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().autoCommitBufferSize(0).open();
        backend = new DurableBackend(store, new CollectionScans());
    }

    /** The documents of a collection by {@code _id}. */
    Map<Object, Document> documents(String database, String collection) {
        var found = new HashMap<Object, Document>();
        MongoCollection<?> known = backend.resolveDatabase(database).resolveCollection(collection, false);
        if (known != null) {
            known.queryAllAsStream().forEach(document -> found.put(document.get("_id"), document));
        }
        return found;
    }

    /** Every way in which an index and the documents disagree; empty when all is well. */
    List<String> differences(String database, String... collections) {
        var differences = new ArrayList<String>();
        MongoDatabase opened = backend.resolveDatabase(database);
        for (String name : collections) {
            MongoCollection<?> collection = opened.resolveCollection(name, false);
            if (collection == null) {
                continue;
            }
            List<Document> documents = collection.queryAllAsStream().toList();
            if (collection.getIndexes().isEmpty()) {
                differences.add(name + " has no index at all");
            }
            for (Index<?> index : collection.getIndexes()) {
                if (index instanceof DurableIndex durable) {
                    compare(name, durable, documents, differences);
                }
            }
        }
        return differences;
    }

    private static void compare(String collection, DurableIndex index, List<Document> documents, List<String> differences) {
        var expected = new HashMap<KeyValue, Object>();
        for (Document document : documents) {
            for (KeyValue key : index.getKeyValues(document)) {
                expected.put(key, document.get("_id"));
            }
        }
        for (var entry : index.getIterable()) {
            Object id = expected.remove(entry.getKey());
            if (!entry.getValue().equals(id)) {
                differences
                        .add(collection + "." + index.getName() + ": " + entry.getKey() + " leads to " + entry.getValue() + ", not " + id);
            }
        }
        expected.forEach((key, id) -> differences.add(collection + "." + index.getName() + ": no entry " + key + " for " + id));
    }

    @Override
    public void close() {
        backend.close();
    }
}
