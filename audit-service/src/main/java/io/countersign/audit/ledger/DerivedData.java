package io.countersign.audit.ledger;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
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
import org.bson.types.Binary;
import org.springframework.stereotype.Component;

/**
 * Everything that is derived from bundles: the nodes of the trees, the heads, and the indexes for search. Deriving a bundle again changes
 * nothing; where it stands is written last, so a crash in between is made good by deriving again. What an earlier form of this class
 * derived is dropped at the start and derived anew.
 */
@Component
class DerivedData {
    static final List<String> COLLECTIONS = List.of("entries", "event_ids", "belongings", "tiles", "heads", "trees", "progress");
    private static final int FORM = 3;
    private static final String PROGRESS = "derived";
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private final MongoDatabase database;
    private final Tiles tiles;
    private final EventOwners eventOwners;
    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> eventIds;
    private final MongoCollection<Document> heads;
    private final MongoCollection<Document> trees;
    private final MongoCollection<Document> progress;

    DerivedData(MongoDatabase database) {
        this.progress = database.getCollection("progress");
        this.database = database;
        this.tiles = new Tiles(database);
        this.eventOwners = new EventOwners(database);
        this.entries = database.getCollection("entries");
        this.eventIds = database.getCollection("event_ids");
        this.heads = database.getCollection("heads");
        this.trees = database.getCollection("trees");
        dropEarlierForm();
        for (var field : List.of("type", "name", "actorId", "subject", "correlationId", "project", "member")) {
            entries.createIndex(Indexes.ascending("tree", field, "index"));
        }
        entries.createIndex(Indexes.ascending("tree", "index"));
    }

    private void dropEarlierForm() {
        var document = progress.find(Filters.eq("_id", PROGRESS)).first();
        if (document != null && document.getInteger("form", 1) != FORM) {
            drop();
        }
    }

    /** Forgets everything, to derive from the first bundle on. */
    void drop() {
        COLLECTIONS.forEach(name -> database.getCollection(name).deleteMany(Filters.empty()));
    }

    /** Derives from bundles that follow each other. */
    void derive(List<Bundle> bundles) {
        index(bundles);
        leaves(bundles);
        heads(bundles);
        var last = bundles.getLast();
        progress.replaceOne(Filters.eq("_id", PROGRESS),
                new Document("_id", PROGRESS).append("form", FORM).append("bundles", last.number() + 1), UPSERT);
    }

    private void leaves(List<Bundle> bundles) {
        var first = new HashMap<String, Long>();
        var leaves = new HashMap<String, List<Hash>>();
        for (var bundle : bundles) {
            for (var placed : bundle.entries()) {
                first.putIfAbsent(placed.tree(), placed.index());
                leaves.computeIfAbsent(placed.tree(), _ -> new ArrayList<>()).add(placed.entry().leaf());
            }
        }
        leaves.forEach((tree, added) -> tiles.append(tree, first.getOrDefault(tree, 0L), added));
    }

    private void heads(List<Bundle> bundles) {
        var committed = new ArrayList<Document>();
        var newest = new HashMap<String, Document>();
        var leaves = new ArrayList<Hash>();
        for (var bundle : bundles) {
            var leaf = bundle.installation().size() - bundle.trees().size();
            for (var tree : bundle.trees().entrySet()) {
                leaves.add(new TreeHead(tree.getKey(), tree.getValue().size(), tree.getValue().root()).leaf());
                committed.add(head(tree.getKey(), tree.getValue(), leaf));
                newest.put(tree.getKey(), BundleDocuments.edge(tree.getValue()).append("_id", tree.getKey()).append("head", leaf++));
            }
            committed.add(head(TreeNames.INSTALLATION, bundle.installation(), -1));
        }
        var installation = bundles.getLast().installation();
        tiles.append(TreeNames.INSTALLATION, installation.size() - leaves.size(), leaves);
        IdempotentInserts.insert(heads, committed);
        // The installation's log first: whoever sees the head of a tree finds it there.
        trees.replaceOne(Filters.eq("_id", TreeNames.INSTALLATION),
                BundleDocuments.edge(installation).append("_id", TreeNames.INSTALLATION).append("head", -1L), UPSERT);
        newest.forEach((tree, document) -> trees.replaceOne(Filters.eq("_id", tree), document, UPSERT));
    }

    private static Document head(String tree, RightEdge edge, long leaf) {
        return new Document("_id", tree + "|" + edge.size()).append("root", new Binary(edge.root().value())).append("head", leaf);
    }

    private void index(List<Bundle> bundles) {
        var placed = bundles.stream().flatMap(bundle -> bundle.entries().stream())
                .map(each -> new EventOwners.Placed(each.tree(), each.entry(), Envelope.of(each.entry().bytes()))).toList();
        var owners = eventOwners.of(placed);
        var rows = new ArrayList<Document>();
        var ids = new ArrayList<Document>();
        for (var bundle : bundles) {
            for (var slot = 0; slot < bundle.entries().size(); slot++) {
                var entry = bundle.entries().get(slot);
                var envelope = placed.get(rows.size()).envelope();
                rows.add(row(bundle.number(), slot, entry, envelope, owners.get(rows.size())));
                var id = envelope.text("id");
                if (id != null) {
                    ids.add(new Document("_id", entry.tree() + "/" + id).append("index", entry.index()));
                }
            }
        }
        IdempotentInserts.insert(entries, rows);
        IdempotentInserts.insert(eventIds, ids);
    }

    private static Document row(long bundle, int slot, Bundle.Placed placed, Envelope envelope, EventOwner owner) {
        var indexed = Indexed.of(envelope, owner);
        return new Document("_id", placed.tree() + "#" + placed.index()).append("tree", placed.tree())
                .append("index", placed.index()).append("bundle", bundle).append("slot", slot).append("type", indexed.type())
                .append("name", indexed.name()).append("time", Date.from(indexed.time())).append("actorId", indexed.actorId())
                .append("subject", indexed.subject()).append("correlationId", indexed.correlationId())
                .append("project", indexed.project()).append("member", indexed.member());
    }

    /** How many bundles are derived. */
    long bundles() {
        var document = progress.find(Filters.eq("_id", PROGRESS)).first();
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

    MongoCollection<Document> heads() {
        return heads;
    }

    MongoCollection<Document> trees() {
        return trees;
    }

    Tiles tiles() {
        return tiles;
    }
}
