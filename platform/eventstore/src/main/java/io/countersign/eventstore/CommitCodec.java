package io.countersign.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;

/** The one document a commit becomes, and back. Aggregate keys stand in an array of their own, under a unique multikey index. */
final class CommitDocument {
    static final String NUMBER = "_id";
    static final String FIRST = "first";
    static final String COUNT = "count";
    static final String COMMIT_ID = "commitId";
    static final String KEYS = "keys";
    private static final String EVENTS = "events";
    private static final String AGGREGATE = "aggregate";
    private static final String SEQUENCE = "sequence";
    private static final String BYTES = "bytes";
    private static final String ACCESS = "access";

    private CommitDocument() {
    }

    static Document of(StoredCommit commit) {
        var keys = new ArrayList<String>();
        var events = new ArrayList<Document>();
        for (var event : commit.events()) {
            keys.add(key(event.aggregateId(), event.sequence()));
            events.add(new Document(AGGREGATE, event.aggregateId()).append(SEQUENCE, event.sequence())
                    .append(BYTES, new Binary(event.bytes())));
        }
        return new Document(NUMBER, commit.number()).append(FIRST, commit.first()).append(COUNT, events.size())
                .append(COMMIT_ID, commit.commitId()).append(KEYS, keys).append(EVENTS, events)
                .append(ACCESS, commit.access().stream().map(CommitDocument::access).toList());
    }

    static StoredCommit read(Document document) {
        var first = number(document, FIRST);
        var events = new ArrayList<StoredEvent>();
        for (var event : document.getList(EVENTS, Document.class)) {
            events.add(new StoredEvent(first + events.size(), event.getString(AGGREGATE), number(event, SEQUENCE),
                    event.get(BYTES, Binary.class).getData()));
        }
        var access = document.getList(ACCESS, Document.class, List.of()).stream().map(CommitDocument::access).toList();
        return new StoredCommit(number(document, NUMBER), first, document.getString(COMMIT_ID), events, access);
    }

    static Place place(Document document) {
        return new Place(number(document, NUMBER), number(document, FIRST), (int) number(document, COUNT), document.getString(COMMIT_ID));
    }

    static String key(String aggregateId, long sequence) {
        return aggregateId + "#" + sequence;
    }

    private static Document access(AccessEntry entry) {
        return new Document("key", entry.key()).append("epoch", entry.epoch()).append("suspended", entry.suspended())
                .append("ended", entry.ended()).append("version", entry.version());
    }

    private static AccessEntry access(Document entry) {
        return new AccessEntry(entry.getString("key"), number(entry, "epoch"), entry.getBoolean("suspended"), entry.getBoolean("ended"),
                number(entry, "version"));
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
