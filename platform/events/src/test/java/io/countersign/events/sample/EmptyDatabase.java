package io.countersign.events.sample;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.countersign.embeddedmongo.DurableMongoServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of a test class, empty before each of its tests. */
public final class EmptyDatabase implements BeforeEachCallback, AfterAllCallback {
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient client = MongoClients.create(server.uri());

    public MongoDatabase get() {
        return client.getDatabase("test");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        get().drop();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        client.close();
        server.close();
    }
}
