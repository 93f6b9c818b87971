package io.countersign.bench;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
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
 * Append with group commit, 64 callers, against a bare ordered {@code insertMany} of the same documents in batches of 64 on the same
 * server, majority and journaled both. Rounds alternate.
 */
final class AppendBench {
    private static final int CALLERS = 64;
    private static final int ROUNDS = 3;
    private static final byte[] ENVELOPE = ("{\"specversion\":\"1.0\",\"data\":\"" + "x".repeat(600) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    private final AtomicLong ids = new AtomicLong();
    private final EventLog log;
    private final MongoCollection<Document> bare;

    AppendBench(EventLog log, MongoClient client) {
        this.log = log;
        this.bare = client.getDatabase("bench").getCollection("bare", Document.class)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    void run(Results results) {
        results.section("Event append, 64 callers, commits of one event (about 640 bytes)",
                "round,append commits/s,p50 ms,p99 ms,bare insertMany documents/s,ratio");
        var load = new Load(CALLERS, Duration.ofSeconds(5));
        load.run(this::append);
        for (var round = 1; round <= ROUNDS; round++) {
            var ours = load.run(this::append);
            var theirs = new Load(1, Duration.ofSeconds(5)).run(this::insertMany);
            var bareRate = theirs.perSecond() * CALLERS;
            results.row(round, ours.perSecond(), ours.p50(), ours.p99(), bareRate, ours.perSecond() / bareRate);
        }
    }

    private boolean append() {
        var id = ids.incrementAndGet();
        log.append(new Commit("bench-" + id, List.of(new NewEvent("agg-" + id, 0, ENVELOPE)), List.of()));
        return true;
    }

    private boolean insertMany() {
        var documents = new ArrayList<Document>(CALLERS);
        for (var i = 0; i < CALLERS; i++) {
            var id = ids.incrementAndGet();
            documents.add(new Document("_id", id).append("first", id).append("count", 1).append("commitId", "bare-" + id).append("events",
                    List.of(new Document("key", "agg-" + id + "#0").append("bytes", new Binary(ENVELOPE)))));
        }
        bare.insertMany(documents, new InsertManyOptions().ordered(true));
        return true;
    }
}
