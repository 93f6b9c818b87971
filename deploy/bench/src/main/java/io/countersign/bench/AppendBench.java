package io.countersign.bench;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.EventLog;
import io.countersign.eventstore.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Append with group commit, 64 callers, against one caller's ordered {@code insertMany} of the same documents in batches of 64 on the same
 * server, majority and journaled both; into a bare collection and into one with the unique indexes of a log.
 */
final class AppendBench {
    private static final int CALLERS = 64;
    private static final int ROUNDS = 3;
    private static final byte[] ENVELOPE = ("{\"specversion\":\"1.0\",\"data\":\"" + "x".repeat(600) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    private final AtomicLong ids = new AtomicLong();
    private final EventLog log;
    private final MongoCollection<Document> bare;
    private final MongoCollection<Document> indexed;

    AppendBench(EventLog log, MongoClient client) {
        this.log = log;
        this.bare = collection(client, "bare");
        this.indexed = collection(client, "indexed");
        List.of("commitId", "events.key")
                .forEach(field -> indexed.createIndex(Indexes.ascending(field), new IndexOptions().unique(true)));
    }

    private static MongoCollection<Document> collection(MongoClient client, String name) {
        return client.getDatabase("bench").getCollection(name, Document.class).withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    void run(Results results) {
        var load = new Load(CALLERS, Duration.ofSeconds(5));
        var one = new Load(1, Duration.ofSeconds(5));
        load.run(this::append);
        one.run(() -> insertMany(bare));
        one.run(() -> insertMany(indexed));
        results.section("Event append, 64 callers, commits of one event (about 640 bytes)",
                "round,append commits/s,p50 ms,p99 ms,bare insertMany documents/s,ratio,insertMany under the log's indexes documents/s,ratio");
        for (var round = 1; round <= ROUNDS; round++) {
            var ours = load.run(this::append);
            var plain = one.run(() -> insertMany(bare)).perSecond() * CALLERS;
            var unique = one.run(() -> insertMany(indexed)).perSecond() * CALLERS;
            results.row(round, ours.perSecond(), ours.p50(), ours.p99(), plain, ours.perSecond() / plain, unique,
                    ours.perSecond() / unique);
        }
        results.note("Goal: at least 0.5 of the bare insertMany and 5,000 commits/s on the embedded server.");
    }

    private void append() {
        var id = ids.incrementAndGet();
        log.append(new Commit("bench-" + id, List.of(new NewEvent("agg-" + id, 0, ENVELOPE)), List.of()));
    }

    private void insertMany(MongoCollection<Document> collection) {
        var documents = new ArrayList<Document>(CALLERS);
        for (var i = 0; i < CALLERS; i++) {
            var id = ids.incrementAndGet();
            documents.add(new Document("_id", id).append("first", id).append("count", 1).append("commitId", "bare-" + id).append("events",
                    List.of(new Document("key", "agg-" + id + "#0").append("bytes", new Binary(ENVELOPE)))));
        }
        collection.insertMany(documents, new InsertManyOptions().ordered(true));
    }
}
