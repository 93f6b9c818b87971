package io.countersign.eventstore;

import io.countersign.embeddedmongo.DurableMongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** The contract on the embedded durable server, with its file. */
class EmbeddedServerEventLogTest extends MongoEventLogContract {
    @TempDir
    static @Nullable Path directory;
    private @Nullable DurableMongoServer server;

    @Override
    String uri() {
        if (directory == null) {
            throw new IllegalStateException("No directory");
        }
        server = DurableMongoServer.start(directory.resolve("data.mv"), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server.uri();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}
