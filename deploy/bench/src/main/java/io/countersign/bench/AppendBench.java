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
 * Append with group commit, 64 callers in virtual threads as the requests of a service are, against one caller's ordered
 * {@code insertMany} of the same documents in batches of 64 on the same server, majority and journaled both; into a bare collection and
 * into one with the unique indexes of a log.
 */
final class AppendBench {
    private static final int CALLERS = 64;
    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int LONGEST_WARM_UP = 8;
    private static final double SETTLED = 1.07;
    private static final byte[] ENVELOPE = ("{\"specversion\":\"1.0\",\"data\":\"" + "x".repeat(600) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    private final AtomicLong ids = new AtomicLong();
    private final EventLog log;
    private final MongoCollection<Document> bare;
    private final MongoCollection<Document> indexed;
    private final long server;

    /** @param server process id of the server that the client is connected to */
    AppendBench(EventLog log, MongoClient client, long server) {
        this.log = log;
        this.server = server;
        this.bare = collection(client, "bare");
        this.indexed = collection(client, "indexed");
        List.of("commitId", "keys")
                .forEach(field -> indexed.createIndex(Indexes.ascending(field), new IndexOptions().unique(true)));
    }

    private static MongoCollection<Document> collection(MongoClient client, String name) {
        return client.getDatabase("bench").getCollection(name, Document.class).withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    void run(Results results) {
        var load = new Load(CALLERS, ROUND);
        var one = new Load(1, ROUND);
        warmUp(load, this::append);
        warmUp(one, () -> insertMany(bare));
        warmUp(one, () -> insertMany(indexed));
        results.section("Event append, 64 callers, commits of one event (about 640 bytes)",
                "round,append commits/s,p50 ms,p99 ms,bare insertMany documents/s,ratio,insertMany under the log's indexes documents/s,ratio");
        var ratios = new ArrayList<Double>();
        var indexedRatios = new ArrayList<Double>();
        for (var round = 1; round <= ROUNDS; round++) {
            var ours = load.run(this::append);
            var plain = one.run(() -> insertMany(bare)).perSecond() * CALLERS;
            var unique = one.run(() -> insertMany(indexed)).perSecond() * CALLERS;
            ratios.add(ours.perSecond() / plain);
            indexedRatios.add(ours.perSecond() / unique);
            results.row(round, ours.perSecond(), ours.p50(), ours.p99(), plain, ratios.getLast(), unique, indexedRatios.getLast());
        }
        results.row("median", "", "", "", "", median(ratios), "", median(indexedRatios));
        results.note("Goal: at least 0.5 of the bare insertMany and 5,000 commits/s on the embedded server.");
        var own = Profile.of(List.of(ProcessHandle.current().pid()));
        var theirs = Profile.of(List.of(server));
        own.during(() -> theirs.during(() -> load.run(this::append)));
        own.print("append, the process that appends", results);
        theirs.print("append, the server", results);
    }

    private static double median(List<Double> odd) {
        return odd.stream().sorted().toList().get(odd.size() / 2);
    }

    /** Until a run is hardly faster than the one before: then the compilers have done their work. */
    private static void warmUp(Load load, Runnable call) {
        var before = 0.0;
        for (var run = 0; run < LONGEST_WARM_UP; run++) {
            var now = load.run(call).perSecond();
            if (now < SETTLED * before) {
                return;
            }
            before = now;
        }
    }

    private void append() {
        var id = ids.incrementAndGet();
        log.append(new Commit("bench-" + id, List.of(new NewEvent("agg-" + id, 0, ENVELOPE)), List.of()));
    }

    private void insertMany(MongoCollection<Document> collection) {
        var documents = new ArrayList<Document>(CALLERS);
        for (var i = 0; i < CALLERS; i++) {
            var id = ids.incrementAndGet();
            documents.add(new Document("_id", id).append("first", id).append("count", 1).append("commitId", "bare-" + id)
                    .append("keys", List.of("agg-" + id + "#0")).append("events", List.of(new Binary(ENVELOPE))));
        }
        collection.insertMany(documents, new InsertManyOptions().ordered(true));
    }
}
