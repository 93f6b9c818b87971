package io.countersign.audit.ledger;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.countersign.audit.verifier.Entry;
import io.countersign.audit.verifier.Hash;
import io.countersign.audit.verifier.Prover;
import io.countersign.audit.verifier.TreeHead;
import io.countersign.events.criteria.MongoCriteria;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;

/** Reads what is recorded. Everything it shows stands in a committed bundle, so it can be proven. */
@Component
public class History {
    private static final int BUNDLES_AT_ONCE = 50;
    private static final MongoCriteria ENTRIES = new MongoCriteria("", Date::from);
    private final Bundles bundles;
    private final Derived derived;

    History(Bundles bundles, Derived derived) {
        this.bundles = bundles;
        this.derived = derived;
    }

    /**
     * A recorded event: its place in its tree, its exact bytes, what they say, and whose it is.
     *
     * @param treeSize the committed size that its bundle gave the tree
     */
    public record Event(long index, long treeSize, Entry entry, Envelope envelope, Belonging belonging) {
    }

    /**
     * The committed head of a tree.
     *
     * @param leaf which leaf of the installation's log it is, -1 for that log itself
     */
    public record Committed(TreeHead head, long leaf) {
    }

    /** Empty while nothing is recorded in that tree. */
    public Optional<Committed> head(String tree) {
        var document = derived.trees().find(Filters.eq("_id", tree)).first();
        if (document == null) {
            return Optional.empty();
        }
        var edge = BundleDocuments.edge(document);
        return Optional.of(new Committed(new TreeHead(tree, edge.size(), edge.root()), document.getLong("head")));
    }

    /** The head that a tree had when a bundle left it with {@code size} leaves; empty when no bundle did. */
    public Optional<Committed> head(String tree, long size) {
        var document = derived.heads().find(Filters.eq("_id", tree + "|" + size)).first();
        return Optional.ofNullable(document).map(found -> new Committed(
                new TreeHead(tree, size, new Hash(found.get("root", Binary.class).getData())), found.getLong("head")));
    }

    /** Proofs over one tree; use it for one question. */
    public Prover prover(String tree) {
        return new Prover(derived.tiles().nodes(tree));
    }

    /**
     * Events of a tree that match and may be seen, in order of their index, at most {@code limit} from {@code from} on (down from it when
     * descending).
     */
    public List<Event> list(String tree, Visibility visibility, Selection selection, long from, boolean descending, int limit) {
        if (visibility.everything() && selection.everything()) {
            var size = head(tree).map(committed -> committed.head().size()).orElse(0L);
            var first = descending ? Math.max(0, Math.min(from, size - 1) - limit + 1) : Math.max(0, from);
            var events = range(tree, first, descending ? Math.min(from, size - 1) + 1 : Math.min(size, first + limit));
            return descending ? events.reversed() : events;
        }
        var range = descending ? Filters.lte("index", from) : Filters.gte("index", from);
        var rows = derived.entries()
                .find(Filters.and(Filters.eq("tree", tree), ENTRIES.filter(selection.criteria()), ENTRIES.filter(visibility.criteria()),
                        range))
                .sort(descending ? Sorts.descending("index") : Sorts.ascending("index")).limit(limit).into(new ArrayList<>());
        return events(rows);
    }

    /** The events with these indexes as far as they exist, in order; an indexed read everywhere. */
    public List<Event> range(String tree, long from, long to) {
        var ids = new ArrayList<String>();
        for (var index = from; index < to; index++) {
            ids.add(tree + "#" + index);
        }
        var rows = derived.entries().find(Filters.in("_id", ids)).into(new ArrayList<>());
        rows.sort(Comparator.comparing(row -> row.getLong("index")));
        return events(rows);
    }

    /** The event with this CloudEvents id in this tree; empty as well when it may not be seen. */
    public Optional<Event> find(String tree, Visibility visibility, String eventId) {
        var known = derived.eventIds().find(Filters.eq("_id", tree + "/" + eventId)).first();
        return known == null
                ? Optional.empty()
                : range(tree, known.getLong("index"), known.getLong("index") + 1).stream().filter(visibility::shows).findFirst();
    }

    private List<Event> events(List<Document> rows) {
        var events = new ArrayList<Event>(rows.size());
        for (var at = 0; at < rows.size(); at += BUNDLES_AT_ONCE) {
            var some = rows.subList(at, Math.min(at + BUNDLES_AT_ONCE, rows.size()));
            var read = bundles.findAll(some.stream().map(row -> row.getLong("bundle")).distinct().toList());
            for (var row : some) {
                var bundle = Objects.requireNonNull(read.get(row.getLong("bundle")));
                var entry = bundle.entries().get(row.getInteger("slot")).entry();
                var size = Objects.requireNonNull(bundle.trees().get(row.getString("tree"))).size();
                events.add(new Event(row.getLong("index"), size, entry, Envelope.of(entry.bytes()),
                        new Belonging(row.getString("project"), row.getString("member"))));
            }
        }
        return events;
    }
}
