package io.countersign.audit.ledger;

import io.countersign.audit.verifier.Entry;
import io.countersign.audit.verifier.Hash;
import io.countersign.audit.verifier.RightEdge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.Binary;

/** How bundles are written down. */
final class BundleDocuments {
    private BundleDocuments() {
    }

    static Document write(Bundle bundle) {
        var entries = bundle.entries().stream().map(placed -> new Document("tree", placed.tree()).append("index", placed.index())
                .append("source", placed.entry().source()).append("position", placed.entry().position())
                .append("sequence", placed.entry().sequence()).append("bytes", new Binary(placed.entry().bytes()))).toList();
        var next = bundle.next().entrySet().stream().map(each -> new Document("source", each.getKey()).append("position", each.getValue()))
                .toList();
        var trees = bundle.trees().entrySet().stream().map(each -> edge(each.getValue()).append("tree", each.getKey())).toList();
        return new Document("_id", bundle.number()).append("id", bundle.id()).append("closedAt", Date.from(bundle.closedAt()))
                .append("entries", entries).append("next", next).append("trees", trees)
                .append("installation", edge(bundle.installation()));
    }

    static Bundle read(Document document) {
        var entries = new ArrayList<Bundle.Placed>();
        for (var entry : document.getList("entries", Document.class)) {
            entries.add(new Bundle.Placed(entry.getString("tree"), entry.getLong("index"), new Entry(entry.getString("source"),
                    entry.getLong("position"), entry.getLong("sequence"), entry.get("bytes", Binary.class).getData())));
        }
        var next = new HashMap<String, Long>();
        document.getList("next", Document.class).forEach(each -> next.put(each.getString("source"), each.getLong("position")));
        var trees = new TreeMap<String, RightEdge>();
        document.getList("trees", Document.class).forEach(each -> trees.put(each.getString("tree"), edge(each)));
        Instant closedAt = document.getDate("closedAt").toInstant();
        return new Bundle(document.getLong("_id"), document.getString("id"), closedAt, entries, next, trees,
                edge(document.get("installation", Document.class)));
    }

    static Document edge(RightEdge edge) {
        return new Document("size", edge.size()).append("edge", edge.subtrees().stream().map(hash -> new Binary(hash.value())).toList());
    }

    static RightEdge edge(Document document) {
        List<Hash> subtrees = document.getList("edge", Binary.class).stream().map(binary -> new Hash(binary.getData())).toList();
        return new RightEdge(document.getLong("size"), subtrees);
    }
}
