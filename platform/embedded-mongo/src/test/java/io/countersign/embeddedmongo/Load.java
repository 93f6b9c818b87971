package io.countersign.embeddedmongo;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/** Four writers that remember what was acknowledged to them: batches of commits, rows with a sequence, and rows that come and go. */
final class Load {

    static final String DATABASE = "killed";
    static final String LOG = "log";
    static final String ROWS = "rows";
    static final String GUESTS = "guests";
    private static final int WRITERS = 4;
    private static final int ROWS_PER_WRITER = 8;

    private final List<Writer> writers = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();

    Load(long seed) {
        for (int number = 0; number < WRITERS; number++) {
            writers.add(new Writer(number, new Random(seed + number)));
        }
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** Writes until the server is gone; {@code whenBusy} runs once every writer has been answered in this round. */
    void run(String uri, Killing whenBusy) throws InterruptedException, ExecutionException {
        try (MongoClient client = MongoClients.create(uri); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoDatabase database = client.getDatabase(DATABASE).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
            database.getCollection(LOG).createIndex(Indexes.ascending("commitId"), new IndexOptions().unique(true));
            database.getCollection(LOG).createIndex(Indexes.ascending("events.key"), new IndexOptions().unique(true));
            database.getCollection(GUESTS).createIndex(Indexes.ascending("owner", "name"), new IndexOptions().unique(true));
            var running = new ArrayList<Future<?>>();
            for (Writer writer : writers) {
                running.add(threads.submit(() -> writer.writeUntilGone(database)));
            }
            whenBusy.kill();
            for (Future<?> writer : running) {
                writer.get();
            }
        }
    }

    /** Every acknowledged write the file has lost. */
    List<String> lost(IndexAudit audit) {
        var log = audit.documents(DATABASE, LOG);
        var rows = audit.documents(DATABASE, ROWS);
        var guests = audit.documents(DATABASE, GUESTS);
        var lost = new ArrayList<String>();
        writers.forEach(writer -> writer.compare(log, rows, guests, lost));
        return lost;
    }

    interface Killing {
        void kill() throws InterruptedException;
    }

    private final class Writer {

        private final int number;
        private final Random random;
        private final List<Long> commits = new ArrayList<>();
        private final Map<String, Long> sequences = new HashMap<>();
        private final Map<String, Boolean> present = new HashMap<>();
        private long next;
        private String doubtful = "";

        Writer(int number, Random random) {
            this.number = number;
            this.random = random;
            this.next = number * 10_000_000L;
        }

        void writeUntilGone(MongoDatabase database) {
            try {
                while (true) {
                    switch (random.nextInt(3)) {
                        case 0 -> append(database.getCollection(LOG));
                        case 1 -> advance(database.getCollection(ROWS));
                        default -> comeOrGo(database.getCollection(GUESTS));
                    }
                    acknowledged.incrementAndGet();
                }
            } catch (MongoException gone) {
                // the outcome of the last write is unknown; compare() learns it from the file
            }
        }

        private void append(MongoCollection<Document> log) {
            var batch = new ArrayList<Document>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                long id = next++;
                batch.add(new Document("_id", id).append("commitId", "c" + id).append("events",
                        List.of(new Document("key", "a" + id + "#0").append("bytes", new byte[random.nextInt(900)]),
                                new Document("key", "a" + id + "#1").append("bytes", new byte[100]))));
            }
            log.insertMany(batch);
            batch.forEach(document -> commits.add(document.getLong("_id")));
        }

        private void advance(MongoCollection<Document> rows) {
            String id = "row-" + number + "-" + random.nextInt(ROWS_PER_WRITER);
            long sequence = sequences.getOrDefault(id, -1L);
            if (sequence < 0) {
                rows.updateOne(Filters.eq("_id", id), Updates.set("sequence", 0L), new UpdateOptions().upsert(true));
                sequences.put(id, 0L);
            } else {
                rows.updateOne(new Document("_id", id), Updates.combine(Updates.set("sequence", sequence + 1),
                        Updates.set("text", "x".repeat(random.nextInt(400)))));
                sequences.put(id, sequence + 1);
            }
        }

        private void comeOrGo(MongoCollection<Document> guests) {
            String id = "guest-" + number + "-" + random.nextInt(ROWS_PER_WRITER);
            boolean here = known(id);
            doubtful = id;
            if (here) {
                guests.deleteOne(new Document("_id", id));
            } else {
                guests.replaceOne(new Document("_id", id), new Document("owner", number).append("name", id),
                        new ReplaceOptions().upsert(true));
            }
            present.put(id, !here);
            doubtful = "";
        }

        private boolean known(String guest) {
            return present.getOrDefault(guest, false);
        }

        void compare(Map<Object, ?> log, Map<Object, de.bwaldvogel.mongo.bson.Document> rows, Map<Object, ?> guests, List<String> lost) {
            for (Long commit : commits) {
                if (!log.containsKey(commit)) {
                    lost.add("commit " + commit);
                }
            }
            sequences.replaceAll((id, sequence) -> {
                var row = rows.get(id);
                long stored = row == null ? -1 : ((Number) row.getOrDefault("sequence", -1L)).longValue();
                if (stored < sequence || stored > sequence + 1) {
                    lost.add(id + " at " + sequence + " is stored at " + stored);
                }
                return stored;
            });
            present.forEach((id, here) -> {
                if (!id.equals(doubtful) && here != guests.containsKey(id)) {
                    lost.add(id + (here ? " is gone" : " is back"));
                }
            });
            if (!doubtful.isEmpty()) {
                present.put(doubtful, guests.containsKey(doubtful));
                doubtful = "";
            }
        }
    }
}
