package io.countersign.audit.ledger;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.countersign.audit.verifier.Hash;
import io.countersign.audit.verifier.RightEdge;
import io.countersign.audit.verifier.TreeNodes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of all trees in tiles of 256: tile level 0 holds leaf hashes, level 1 the roots of full level-0 tiles, and so on. A proof over
 * ten million leaves reads a handful of documents by their ids. Writing a leaf again changes nothing.
 */
final class Tiles {
    private static final int WIDTH = 256;
    private static final int LEVELS = 8;
    private final MongoCollection<Document> tiles;

    Tiles(MongoDatabase database) {
        this.tiles = database.getCollection("tiles");
    }

    /** Writes leaves {@code from}, {@code from + 1}, … of a tree. */
    void append(String tree, long from, List<Hash> leaves) {
        append(tree, 0, from, leaves);
    }

    private void append(String tree, int level, long from, List<Hash> hashes) {
        var done = 0;
        while (done < hashes.size()) {
            var at = from + done;
            var slot = (int) (at % WIDTH);
            var count = Math.min(WIDTH - slot, hashes.size() - done);
            var known = read(tree, level, at / WIDTH);
            var content = Arrays.copyOf(known, Math.max(known.length, (slot + count) * Hash.LENGTH));
            for (var i = 0; i < count; i++) {
                System.arraycopy(hashes.get(done + i).value(), 0, content, (slot + i) * Hash.LENGTH, Hash.LENGTH);
            }
            var id = id(tree, level, at / WIDTH);
            tiles.replaceOne(Filters.eq("_id", id), new Document("_id", id).append("hashes", new Binary(content)),
                    new ReplaceOptions().upsert(true));
            if (slot + count == WIDTH) {
                append(tree, level + 1, at / WIDTH, List.of(root(content, 0, WIDTH)));
            }
            done += count;
        }
    }

    private static String id(String tree, int level, long number) {
        return tree + "|" + level + "|" + number;
    }

    private byte[] read(String tree, int level, long number) {
        var document = tiles.find(Filters.eq("_id", id(tree, level, number))).first();
        return document == null ? new byte[0] : document.get("hashes", Binary.class).getData();
    }

    private static Hash root(byte[] content, int from, int count) {
        var edge = RightEdge.EMPTY;
        for (var i = from; i < from + count; i++) {
            edge = edge.append(new Hash(Arrays.copyOfRange(content, i * Hash.LENGTH, (i + 1) * Hash.LENGTH)));
        }
        return edge.root();
    }

    /** The nodes of one tree; each tile is read at most once, so it serves one question or one export. */
    TreeNodes nodes(String tree) {
        return new TreeNodes() {
            private final HashMap<String, byte[]> read = new HashMap<>();
            private final HashMap<String, Hash> computed = new HashMap<>();

            @Override
            public Hash node(int level, long index) {
                var inTile = level % LEVELS;
                var first = index << inTile;
                @Nullable
                Hash known = computed.get(level + "|" + index);
                if (known == null) {
                    var content = read.computeIfAbsent(level / LEVELS + "|" + first / WIDTH,
                            id -> Tiles.this.read(tree, level / LEVELS, first / WIDTH));
                    known = root(content, (int) (first % WIDTH), 1 << inTile);
                    computed.put(level + "|" + index, known);
                }
                return known;
            }
        };
    }
}
