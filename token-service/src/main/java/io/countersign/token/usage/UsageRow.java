package io.countersign.token.usage;

import java.time.Instant;
import java.util.Date;
import java.util.List;
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
                .append("scopes", usage.scopes().entrySet().stream()
                        .map(scope -> new Document("scope", scope.getKey()).append("at", Date.from(scope.getValue()))).toList());
    }

    static UsageRow of(Document document) {
        var scopes = new TreeMap<String, Instant>();
        document.getList("scopes", Document.class, List.of())
                .forEach(scope -> scopes.put(scope.getString("scope"), time(scope, "at")));
        return new UsageRow(document.getString("_id"), document.getLong("revision"), document.getString("partition"),
                document.getLong("offset"), time(document, "seen"), new Usage(time(document, "first"), time(document, "last"),
                        document.getString("tool"), document.getLong("calls"), scopes));
    }

    private static Instant time(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
