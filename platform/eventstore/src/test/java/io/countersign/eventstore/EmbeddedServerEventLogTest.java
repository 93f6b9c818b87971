package io.countersign.eventstore;

import io.countersign.embeddedmongo.DurableMongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** The contract on the embedded durable server, with its file. */
class EmbeddedServerEventLogTest extends MongoEventLogContract {
    @TempDir
    static @Nullable Path directory;
    private @Nullable DurableMongoServer server;

    @Override
    Optional<String> uri() {
        if (directory == null) {
            return Optional.empty();
        }
        server = DurableMongoServer.start(directory.resolve("data.mv"), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return Optional.of(server.uri());
    }

    @Override
    String absence() {
        return "No directory for the embedded server";
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}
