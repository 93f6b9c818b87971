package io.countersign.token.usage;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;

/** Usage rows as they are stored. */
final class UsageDocuments {
    private UsageDocuments() {
    }

    static Document document(UsageRow row) {
        var usage = row.usage();
        return new Document("_id", row.connectionId()).append("revision", row.revision()).append("partition", row.partition())
                .append("offset", row.offset()).append("seen", Date.from(row.seen())).append("first", Date.from(usage.firstCalledAt()))
                .append("last", Date.from(usage.lastCalledAt())).append("tool", usage.lastTool()).append("calls", usage.calls())
                .append("tools", documents(usage.tools())).append("scopes", documents(usage.scopes()));
    }

    static UsageRow row(Document document) {
        return new UsageRow(document.getString("_id"), document.getLong("revision"), document.getString("partition"),
                document.getLong("offset"), time(document, "seen"), new Usage(time(document, "first"), time(document, "last"),
                        document.getString("tool"), document.getLong("calls"), times(document, "tools"), times(document, "scopes")));
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

    private static Instant time(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
