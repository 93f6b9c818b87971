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
    /** How many events are looked at for a page at once, and how often. */
    private static final int LOOK = 200;
    private static final int LOOKS = 25;
    private final Bundles bundles;
    private final DerivedData derivedData;

    History(Bundles bundles, DerivedData derivedData) {
        this.bundles = bundles;
        this.derivedData = derivedData;
    }

    /**
     * A recorded event: its place in its tree, its exact bytes, what they say, and whose it is.
     *
     * @param treeSize the committed size that its bundle gave the tree
     */
    public record Event(long index, long treeSize, Entry entry, Envelope envelope, EventOwner belonging) {
    }

    /**
     * The committed head of a tree.
     *
     * @param leaf which leaf of the installation's log it is, -1 for that log itself
     */
    public record Committed(TreeHead head, long leaf) {
    }

    /**
     * Events on a walk.
     *
     * @param rest where it goes on
     */
    public record Slice(List<Event> events, TreeCursor rest) {
    }

    /** Empty while nothing is recorded in that tree. */
    public Optional<Committed> head(String tree) {
        var document = derivedData.trees().find(Filters.eq("_id", tree)).first();
        if (document == null) {
            return Optional.empty();
        }
        var edge = BundleDocuments.edge(document);
        return Optional.of(new Committed(new TreeHead(tree, edge.size(), edge.root()), document.getLong("head")));
    }

    /** The head that a tree had when a bundle left it with {@code size} leaves; empty when no bundle did. */
    public Optional<Committed> head(String tree, long size) {
        var document = derivedData.heads().find(Filters.eq("_id", tree + "|" + size)).first();
        return Optional.ofNullable(document).map(found -> new Committed(
                new TreeHead(tree, size, new Hash(found.get("root", Binary.class).getData())), found.getLong("head")));
    }

    /** Proofs over one tree; use it for one question. */
    public Prover prover(String tree) {
        return new Prover(derivedData.tiles().nodes(tree));
    }

    /** A walk from one end of a tree, as large as it is now, to the other. */
    public TreeCursor walk(String tree, boolean descending) {
        var size = size(tree);
        return new TreeCursor(descending ? size - 1 : 0, size, descending);
    }

    /** How many events a tree has. */
    public long size(String tree) {
        return head(tree).map(committed -> committed.head().size()).orElse(0L);
    }

    /**
     * The next events of a walk that match and may be seen, at most {@code limit}. It may be fewer, even none, though the walk goes on:
     * background is passed over for so long only.
     */
    public Slice stretch(String tree, Visibility visibility, Selection selection, TreeCursor walk, int limit) {
        return visibility.everything() && selection.unnarrowed()
                ? passedOver(tree, selection, walk, limit)
                : found(tree, visibility, selection, walk, limit);
    }

    private Slice passedOver(String tree, Selection selection, TreeCursor walk, int limit) {
        var found = new ArrayList<Event>();
        var rest = walk;
        for (var look = 0; look < LOOKS && !rest.over() && found.size() < limit; look++) {
            var wanted = selection.background() ? limit : Math.max(limit, LOOK);
            var events = range(tree, rest.low(wanted), rest.high(wanted));
            for (var event : walk.descending() ? events.reversed() : events) {
                if (found.size() < limit && selection.matches(event.envelope())) {
                    found.add(event);
                }
            }
            rest = found.size() < limit ? rest.behind(wanted) : rest.at(found.getLast().index()).behind(1);
        }
        return new Slice(found, rest);
    }

    private Slice found(String tree, Visibility visibility, Selection selection, TreeCursor walk, int limit) {
        var range = walk.descending()
                ? Filters.lte("index", walk.next())
                : Filters.and(Filters.gte("index", walk.next()), Filters.lt("index", walk.size()));
        var rows = derivedData.entries()
                .find(Filters.and(Filters.eq("tree", tree), ENTRIES.filter(selection.criteria()), ENTRIES.filter(visibility.criteria()),
                        range))
                .sort(walk.descending() ? Sorts.descending("index") : Sorts.ascending("index")).limit(limit + 1).into(new ArrayList<>());
        var events = events(rows);
        return events.size() > limit
                ? new Slice(events.subList(0, limit), walk.at(events.getLast().index()))
                : new Slice(events, walk.end());
    }

    /** The events with these indexes as far as they exist, in order; an indexed read everywhere. */
    public List<Event> range(String tree, long from, long to) {
        var ids = new ArrayList<String>();
        for (var index = from; index < to; index++) {
            ids.add(tree + "#" + index);
        }
        var rows = derivedData.entries().find(Filters.in("_id", ids)).into(new ArrayList<>());
        rows.sort(Comparator.comparing(row -> row.getLong("index")));
        return events(rows);
    }

    /** The event with this CloudEvents id in this tree; empty as well when it may not be seen. */
    public Optional<Event> find(String tree, Visibility visibility, String eventId) {
        var known = derivedData.eventIds().find(Filters.eq("_id", tree + "/" + eventId)).first();
        return known == null
                ? Optional.empty()
                : range(tree, known.getLong("index"), known.getLong("index") + 1).stream().filter(visibility::shows).findFirst();
    }

    /** The event of a stream with this sequence; empty as well when it may not be seen. */
    public Optional<Event> at(String tree, Visibility visibility, String subject, long sequence) {
        var rows = derivedData.entries().find(Filters.and(Filters.eq("tree", tree), Filters.eq("subject", subject)))
                .sort(Sorts.ascending("index")).skip(Math.toIntExact(sequence)).limit(1).into(new ArrayList<>());
        return events(rows).stream().filter(event -> event.entry().sequence() == sequence).filter(visibility::shows).findFirst();
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
                        new EventOwner(row.getString("project"), row.getString("member"))));
            }
        }
        return events;
    }
}
