package io.countersign.audit.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOptions;
import io.countersign.audit.verifier.Hash;
import io.countersign.audit.verifier.RightEdge;
import io.countersign.audit.verifier.TreeHead;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Everything that is derived from bundles: the nodes of the trees, the heads, and the indexes for search. Deriving a bundle again changes
 * nothing; where it stands is written last, so a crash in between is made good by deriving again.
 */
@Component
class Derived {
    private static final int DUPLICATE = 11000;
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private final Tiles tiles;
    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> eventIds;
    private final MongoCollection<Document> trees;
    private final MongoCollection<Document> progress;

    Derived(MongoDatabase database) {
        this.tiles = new Tiles(database);
        this.entries = database.getCollection("entries");
        this.eventIds = database.getCollection("event_ids");
        this.trees = database.getCollection("trees");
        this.progress = database.getCollection("progress");
        for (var field : List.of("type", "actorId", "subject", "correlationId")) {
            entries.createIndex(Indexes.ascending("tree", field, "index"));
        }
        entries.createIndex(Indexes.ascending("tree", "index"));
    }

    void derive(Bundle bundle) {
        index(bundle);
        var leaves = new HashMap<String, List<Hash>>();
        bundle.entries().forEach(placed -> leaves.computeIfAbsent(placed.tree(), _ -> new ArrayList<>()).add(placed.entry().leaf()));
        var heads = new ArrayList<Hash>();
        bundle.trees().forEach((tree, edge) -> {
            var added = leaves.getOrDefault(tree, List.of());
            tiles.append(tree, edge.size() - added.size(), added);
            heads.add(new TreeHead(tree, edge.size(), edge.root()).leaf());
        });
        var firstHead = bundle.installation().size() - heads.size();
        tiles.append(Trees.INSTALLATION, firstHead, heads);
        var head = firstHead;
        for (var tree : bundle.trees().entrySet()) {
            tree(tree.getKey(), tree.getValue(), head++);
        }
        tree(Trees.INSTALLATION, bundle.installation(), -1);
        progress.replaceOne(Filters.eq("_id", "derived"), new Document("_id", "derived").append("bundles", bundle.number() + 1), UPSERT);
    }

    private void tree(String tree, RightEdge edge, long head) {
        trees.replaceOne(Filters.eq("_id", tree), BundleDocuments.edge(edge).append("_id", tree).append("head", head), UPSERT);
    }

    private void index(Bundle bundle) {
        var rows = new ArrayList<Document>();
        var ids = new ArrayList<Document>();
        for (var slot = 0; slot < bundle.entries().size(); slot++) {
            var placed = bundle.entries().get(slot);
            var envelope = Envelope.of(placed.entry().bytes());
            rows.add(new Document("_id", placed.tree() + "#" + placed.index()).append("tree", placed.tree())
                    .append("index", placed.index()).append("bundle", bundle.number()).append("slot", slot)
                    .append("type", envelope.text("type")).append("time", Date.from(envelope.time()))
                    .append("actorId", envelope.text("actorid")).append("subject", envelope.text("subject"))
                    .append("correlationId", envelope.text("correlationid")));
            var id = envelope.text("id");
            if (id != null) {
                ids.add(new Document("_id", placed.tree() + "/" + id).append("index", placed.index()));
            }
        }
        insertMissing(entries, rows);
        insertMissing(eventIds, ids);
    }

    private static void insertMissing(MongoCollection<Document> collection, List<Document> documents) {
        if (documents.isEmpty()) {
            return;
        }
        try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE)) {
                throw e;
            }
        }
    }

    /** How many bundles are derived. */
    long bundles() {
        var document = progress.find(Filters.eq("_id", "derived")).first();
        return document == null ? 0 : document.getLong("bundles");
    }

    Map<String, RightEdge> edges() {
        var edges = new HashMap<String, RightEdge>();
        trees.find().forEach(document -> edges.put(document.getString("_id"), BundleDocuments.edge(document)));
        return edges;
    }

    MongoCollection<Document> entries() {
        return entries;
    }

    MongoCollection<Document> eventIds() {
        return eventIds;
    }

    MongoCollection<Document> trees() {
        return trees;
    }

    Tiles tiles() {
        return tiles;
    }
}
