package io.countersign.gateway.session;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The gateway's own database. It is reached for the first time when somebody signs in or sends a cookie, and not at all before. */
@Component
class SessionDatabase implements AutoCloseable {
    private static final String NAME = "gateway";
    private static final int PATIENCE = 5;

    private final ConnectionString address;
    private @Nullable MongoClient client;

    SessionDatabase(@Value("${spring.mongodb.uri}") String address) {
        this.address = new ConnectionString(address);
    }

    Mono<MongoCollection<Document>> sessions() {
        return Mono.fromSupplier(() -> database().getCollection("sessions"));
    }

    /** Logout tokens that were acted upon. */
    Mono<MongoCollection<Document>> logouts() {
        return Mono.fromSupplier(() -> database().getCollection("logouts"));
    }

    private synchronized MongoDatabase database() {
        var known = client;
        if (known == null) {
            known = MongoClients.create(MongoClientSettings.builder().applyConnectionString(address)
                    .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(PATIENCE, TimeUnit.SECONDS)).build());
            client = known;
            index(in(known));
        }
        return in(known);
    }

    private MongoDatabase in(MongoClient connected) {
        return connected.getDatabase(Objects.requireNonNullElse(address.getDatabase(), NAME))
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true)).withReadConcern(ReadConcern.MAJORITY);
    }

    /** For lists, back-channel logout and tidying only; whether somebody is signed in is one look by key. */
    private static void index(MongoDatabase database) {
        var over = new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);
        var sessions = database.getCollection("sessions");
        Flux.concat(sessions.createIndex(new Document("user", 1)), sessions.createIndex(new Document("providerSession", 1)),
                sessions.createIndex(new Document("end", 1), over),
                database.getCollection("logouts").createIndex(new Document("end", 1), over))
                .onErrorComplete().subscribe();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
