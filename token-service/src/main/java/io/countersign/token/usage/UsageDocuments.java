package io.countersign.token.usage;

import io.countersign.token.usage.UsedDays.Day;
import java.time.Instant;
import java.time.LocalDate;
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
        var document = new Document("_id", row.connectionId()).append("revision", row.revision()).append("partition", row.partition())
                .append("offset", row.offset()).append("seen", Date.from(row.seen())).append("days", days(row.days()));
        var usage = row.usage();
        return usage == null
                ? document
                : document.append("first", Date.from(usage.firstCalledAt())).append("last", Date.from(usage.lastCalledAt()))
                        .append("tool", usage.lastTool()).append("calls", usage.calls()).append("tools", documents(usage.tools()))
                        .append("scopes", documents(usage.scopes()));
    }

    static UsageRow row(Document document) {
        return new UsageRow(document.getString("_id"), document.getLong("revision"), document.getString("partition"),
                document.getLong("offset"), time(document, "seen"), document.containsKey("first") ? usage(document) : null, days(document));
    }

    private static Usage usage(Document document) {
        return new Usage(time(document, "first"), time(document, "last"), document.getString("tool"), document.getLong("calls"),
                times(document, "tools"), times(document, "scopes"));
    }

    private static List<Document> days(UsedDays days) {
        return days.days().entrySet().stream().map(day -> new Document("date", day.getKey().toString())
                .append("calls", day.getValue().calls()).append("refused", day.getValue().refused().entrySet().stream()
                        .map(refused -> new Document("code", refused.getKey()).append("times", refused.getValue())).toList()))
                .toList();
    }

    /** Rows of before days were counted have none. */
    private static UsedDays days(Document document) {
        var days = new TreeMap<LocalDate, Day>();
        document.getList("days", Document.class, List.of())
                .forEach(day -> days.put(LocalDate.parse(day.getString("date")), new Day(day.getLong("calls"), refused(day))));
        return new UsedDays(days);
    }

    private static SortedMap<String, Long> refused(Document day) {
        var refused = new TreeMap<String, Long>();
        day.getList("refused", Document.class, List.of()).forEach(each -> refused.put(each.getString("code"), each.getLong("times")));
        return refused;
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
