package io.countersign.eventstore;

import com.mongodb.client.MongoClient;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoEventLogTest extends EventLogContract {
    private final WatchedServer server = new WatchedServer();
    private final MongoClient client = server.client();

    @Override
    protected EventLog open(String name, LogLimits limits, LongSupplier clock) {
        return MongoEventLog.open(client.getDatabase("contract"), name, "test", limits, clock);
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }
}
