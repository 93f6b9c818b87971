package io.countersign.audit.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;

/** Inserts what is not there yet: derived documents never change, so one that is there is the same. */
final class IdempotentInserts {
    static final int DUPLICATE = 11000;
    private static final InsertManyOptions EACH = new InsertManyOptions().ordered(false);

    private IdempotentInserts() {
    }

    static void insert(MongoCollection<Document> collection, List<Document> documents) {
        if (documents.isEmpty()) {
            return;
        }
        try {
            collection.insertMany(documents, EACH);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE)) {
                throw e;
            }
        }
    }
}
