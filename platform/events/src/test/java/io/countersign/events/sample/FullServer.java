package io.countersign.events.sample;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** An embedded server that can be told to answer writes as MongoDB does without room on its disk. */
public final class FullServer implements AutoCloseable {
    private static final int OUT_OF_DISK_SPACE = 14031;
    private final Set<String> allWrites = Set.of("insert", "update", "findandmodify");
    private volatile boolean full;
    private volatile boolean fullForClaimsThatEnd;
    private final MongoServer server = new MongoServer(new Backend());

    public FullServer() {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public void full(boolean now) {
        full = now;
    }

    /** Refuses to note how claims ended, and nothing else. */
    public void fullForClaimsThatEnd(boolean now) {
        fullForClaimsThatEnd = now;
    }

    public String uri(String database) {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort() + "/" + database;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private boolean refuses(String command, Document query) {
        return (full && allWrites.contains(command))
                || (fullForClaimsThatEnd && command.equals("update") && "request_claims".equals(query.get("update")));
    }

    private final class Backend extends H2Backend {
        Backend() {
            super(MVStore.open(null));
        }

        @Override
        public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
            if (refuses(command.toLowerCase(Locale.ROOT), query)) {
                throw new MongoServerError(OUT_OF_DISK_SPACE, "OutOfDiskSpace", "No space left on disk");
            }
            return super.handleCommand(channel, databaseName, command, query);
        }
    }
}
