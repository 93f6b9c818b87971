package io.countersign.eventstore;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A MongoDB-compatible server in memory that notes every query no index could answer. */
final class WatchedServer implements AutoCloseable {
    private final List<String> scans = new CopyOnWriteArrayList<>();
    private final MongoServer server = new MongoServer(new WatchedBackend());
    private final String uri = server.bindAndGetConnectionString();

    /** Queries that were answered by looking at every document, as {@code collection: query}. */
    List<String> scans() {
        return scans;
    }

    MongoClient client(CommandListener... listeners) {
        var settings = MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        List.of(listeners).forEach(settings::addCommandListener);
        return MongoClients.create(settings.build());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class WatchedBackend extends MemoryBackend {
        @Override
        public MemoryDatabase openOrCreateDatabase(String name) {
            return new WatchedDatabase(name, getCursorRegistry());
        }
    }

    private final class WatchedDatabase extends MemoryDatabase {
        WatchedDatabase(String name, CursorRegistry cursors) {
            super(name, cursors);
        }

        @Override
        protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
            return new WatchedCollection(this, name, options, cursorRegistry);
        }
    }

    private final class WatchedCollection extends MemoryCollection {
        WatchedCollection(MemoryDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
            super(database, name, options, cursors);
        }

        @Override
        protected QueryResult matchDocuments(Document query, @Nullable Document orderBy, int skip, int limit, int batchSize,
                @Nullable Document fields) throws MongoServerException {
            scans.add(getCollectionName() + ": " + query);
            return super.matchDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
    }
}
