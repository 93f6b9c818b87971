package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVStore;

/**
 * A MongoDB-compatible server for one machine. Whatever it has acknowledged, and whatever it has shown to a reader, is still there after
 * its process is killed at any moment, and every index agrees with the documents. It does not promise to survive a power failure: its
 * file is written, not synced.
 *
 * <p>What it can and cannot do compared with MongoDB stands in the module's {@code DESIGN.md}.
 */
public final class DurableMongoServer implements AutoCloseable {

    private static final int ACCEPTORS = 1;
    /** A connection's commands wait for the group commit on their thread: the threads bound how many share one. */
    private static final int WORKERS = 48;
    /** A commit writes every page it has touched anew, most of it documents that did not change: the smaller, the cheaper. */
    private static final int PAGE_BYTES = 4096;

    private final MongoServer server;
    private final CollectionScans scans;

    private DurableMongoServer(MVStore store, InetSocketAddress address) {
        this.scans = new CollectionScans();
        this.server = new MongoServer(new DurableBackend(store, scans));
        server.bind(address, ACCEPTORS, WORKERS);
    }

    /** Serves the data of a file, which is made when it is missing, at that address; port 0 takes a free one. */
    public static DurableMongoServer start(Path file, InetSocketAddress address) {
        return new DurableMongoServer(open(file), address);
    }

    /** Serves data that nobody keeps, on a free port of this machine: for tests that need speed and no kill. */
    public static DurableMongoServer inMemory() {
        return new DurableMongoServer(MVStore.open(null), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** The connection string without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port();
    }

    /** The connection string of one database. */
    public String uri(String database) {
        return uri() + "/" + database;
    }

    public int port() {
        return server.getLocalAddress().getPort();
    }

    /** How many queries no index could answer since the start. */
    public long collectionScans() {
        return scans.total();
    }

    /** The same by namespace ({@code database.collection}). */
    public Map<String, Long> collectionScansByNamespace() {
        return scans.byCollection();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /**
     * Opens the file so that only an explicit commit writes it: no background thread, no commit when a buffer is full. Chunks without
     * live pages are used again at once.
     */
    static MVStore open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().autoCommitBufferSize(0)
                .pageSplitSize(PAGE_BYTES).open();
        store.setRetentionTime(0);
        return store;
    }
}
