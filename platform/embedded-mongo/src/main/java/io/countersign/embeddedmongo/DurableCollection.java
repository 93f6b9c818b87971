package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Never hands out a stored document, only copies: the library changes what a query found in place, and an answer still on its way to a
 * client would change with it. So a read is a moment, an update is one replacement, and {@code findOneAndUpdate} returns what it wrote.
 */
final class DurableCollection extends H2Collection {

    private final CollectionScans scans;

    DurableCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
            MVMap<String, Object> about, CursorRegistry cursors, CollectionScans scans) {
        this.scans = scans;
        super(database, name, options, documents, about, cursors);
    }

    @Override
    protected QueryResult matchDocuments(Document query, @Nullable Document orderBy, int numberToSkip, int limit, int batchSize,
            @Nullable Document fieldSelector) {
        scans.scanned(getFullName());
        return super.matchDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
    }

    @Override
    protected QueryResult createQueryResult(List<Document> matchedDocuments, int batchSize) {
        return super.createQueryResult(matchedDocuments.stream().map(Document::cloneDeeply).toList(), batchSize);
    }

    /** The sum of all sizes would be one more page in every commit, for a number nobody asks for. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
