package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map.Entry;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique index: key to the {@code _id} of its only document. Most indexes are on one field that holds a text, a number or an array of
 * texts: their keys are taken from it directly, and once per step, where the library walks paths for every kind of document three times.
 */
final class DurableIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<KeyValue, Object> entries;
    private final @Nullable String field;

    DurableIndex(MVMap<KeyValue, Object> entries, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.entries = entries;
        this.field = keys.size() == 1 && !sparse && keys.getFirst().getKey().indexOf('.') < 0 ? keys.getFirst().getKey() : null;
    }

    /** The keys of a document that is of the usual kind; empty when the library has to look. */
    private List<KeyValue> plainKeys(Document document) {
        return switch (field == null ? null : document.get(field)) {
            case String text -> List.of(new KeyValue(text));
            case Long number -> List.of(new KeyValue(number).normalized());
            case List<?> texts -> texts(texts);
            case null, default -> List.of();
        };
    }

    private static List<KeyValue> texts(List<?> values) {
        var keys = new ArrayList<KeyValue>(values.size());
        for (var value : values) {
            if (!(value instanceof String text) || (values.size() > 1 && Collections.frequency(values, text) > 1)) {
                return List.of();
            }
            keys.add(new KeyValue(text));
        }
        return keys;
    }

    private boolean unknown(List<KeyValue> keys) {
        for (var key : keys) {
            if (containsKey(key)) {
                return false;
            }
        }
        return !keys.isEmpty();
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Object> collection) {
        if (!unknown(plainKeys(document))) {
            super.checkAdd(document, collection);
        }
    }

    /** The collection has checked before, and lets nobody in between. */
    @Override
    public synchronized void add(Document document, @Nullable Object position, MongoCollection<Object> collection) {
        var keys = plainKeys(document);
        if (keys.isEmpty()) {
            super.add(document, position, collection);
        }
        for (var key : keys) {
            if (!putKeyPosition(key, position)) {
                throw new IllegalStateException(key + " was added to " + getName() + " behind the collection's back");
            }
        }
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return entries.remove(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, @Nullable Object position) {
        return entries.putIfAbsent(key, Missing.ofNullable(position)) == null;
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        return entries.entrySet();
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        return entries.get(key);
    }

    @Override
    public long getCount() {
        return entries.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
