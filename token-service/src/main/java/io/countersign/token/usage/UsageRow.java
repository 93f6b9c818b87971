package io.countersign.token.usage;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A connection's usage and up to where its facts are in it, in one document, so that a fact that comes again has no effect.
 *
 * @param revision  how often the row was written
 * @param partition of the fact that was taken last
 * @param offset    of that
 * @param seen      the latest time of any fact that was taken
 */
record UsageRow(String connectionId, long revision, String partition, long offset, Instant seen, Usage usage) {
    /**
     * The row with this call in it. One that stands before what was taken already is no news, unless it is later than all of that: then
     * its topic was made anew.
     */
    static UsageRow with(@Nullable UsageRow known, Call call, Instant now) {
        var at = call.at().isAfter(now) ? now : call.at();
        var told = new Call(call.connectionId(), call.partition(), call.offset(), at, call.tool(), call.scopes());
        if (known == null) {
            return new UsageRow(call.connectionId(), 0, call.partition(), call.offset(), call.at(), Usage.begun(told));
        }
        var next = known.partition.equals(call.partition()) && call.offset() > known.offset;
        return next || call.at().isAfter(known.seen)
                ? new UsageRow(call.connectionId(), known.revision, call.partition(), call.offset(),
                        call.at().isAfter(known.seen) ? call.at() : known.seen, known.usage.and(told))
                : known;
    }

    UsageRow revised() {
        return new UsageRow(connectionId, revision + 1, partition, offset, seen, usage);
    }

    Document document() {
        return new Document("_id", connectionId).append("revision", revision).append("partition", partition).append("offset", offset)
                .append("seen", Date.from(seen)).append("first", Date.from(usage.firstCalledAt()))
                .append("last", Date.from(usage.lastCalledAt())).append("tool", usage.lastTool()).append("calls", usage.calls())
                .append("tools", documents(usage.tools())).append("scopes", documents(usage.scopes()));
    }

    /** Names are no keys of documents, as they may hold dots. */
    private static List<Document> documents(SortedMap<String, Instant> times) {
        return times.entrySet().stream()
                .map(each -> new Document("name", each.getKey()).append("at", Date.from(each.getValue()))).toList();
    }

    private static SortedMap<String, Instant> times(Document document, String field) {
        var times = new TreeMap<String, Instant>();
        document.getList(field, Document.class, List.of()).forEach(each -> times.put(each.getString("name"), time(each, "at")));
        return times;
    }

    static UsageRow of(Document document) {
        return new UsageRow(document.getString("_id"), document.getLong("revision"), document.getString("partition"),
                document.getLong("offset"), time(document, "seen"), new Usage(time(document, "first"), time(document, "last"),
                        document.getString("tool"), document.getLong("calls"), times(document, "tools"), times(document, "scopes")));
    }

    private static Instant time(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
