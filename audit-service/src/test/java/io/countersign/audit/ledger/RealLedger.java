package io.countersign.audit.ledger;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.countersign.audit.intake.DeliveredEvent;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A ledger on a server of its own, for the tests of what stands on it. */
public final class RealLedger implements AutoCloseable {
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("audit");
    private final Clock clock;
    private Ledger ledger;

    public RealLedger(Clock clock) {
        this.clock = clock;
        this.ledger = started();
    }

    private Ledger started() {
        return new Ledger(new Bundles(database), new DerivedData(database), new AppendSignal(), clock, new SimpleMeterRegistry());
    }

    public void restart() {
        ledger = started();
    }

    public Ledger ledger() {
        return ledger;
    }

    public History history() {
        return new History(new Bundles(database), new DerivedData(database));
    }

    public MongoDatabase database() {
        return database;
    }

    /** Records the next {@code count} events of {@code source}. */
    public void record(String source, String organization, int count) {
        var first = ledger.next(source);
        var events = new ArrayList<DeliveredEvent>();
        for (var position = first; position < first + count; position++) {
            events.add(event(source, position, organization));
        }
        ledger.record(events);
    }

    /** Records these at once, as the ledger's own thread does a little later. */
    public void record(List<DeliveredEvent> events) {
        ledger.record(events);
    }

    public static DeliveredEvent event(String source, long position, String organization) {
        var bytes = "{\"id\":\"%s-%d\",\"source\":\"%s\",\"type\":\"countersign.t.Happened.v1\",\"time\":\"2026-11-21T09:00:00Z\",\"organization\":\"%s\",\"actorid\":\"k\"}"
                .formatted(source, position, source, organization);
        return new DeliveredEvent(source, position, 0, bytes.getBytes(StandardCharsets.UTF_8));
    }

    /** Cuts the newest bundles off, and with them what was derived: an older backup. */
    public void restoreBackupOf(List<String> collections, Runnable between) {
        var copies = collections.stream().map(name -> database.getCollection(name).find().into(new ArrayList<>())).toList();
        between.run();
        for (var i = 0; i < copies.size(); i++) {
            var collection = database.getCollection(collections.get(i));
            collection.deleteMany(new org.bson.Document());
            if (!copies.get(i).isEmpty()) {
                collection.insertMany(copies.get(i));
            }
        }
    }

    /** Every collection of the log. */
    public static List<String> collections() {
        var all = new ArrayList<>(DerivedData.COLLECTIONS);
        all.addAll(List.of("bundles", "checkpoints"));
        return all;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
