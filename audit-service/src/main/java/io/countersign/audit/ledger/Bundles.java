package io.countersign.audit.ledger;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The collection of bundles: appended only, one document each, dense numbers by unique insert. */
@Component
class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int DUPLICATE = 11000;
    private final MongoCollection<Document> bundles;

    Bundles(MongoDatabase database) {
        this.bundles = database.getCollection("bundles").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    /**
     * Appends, sending again until the outcome is definite.
     *
     * @return false when another replica's bundle stands there
     */
    boolean append(Bundle bundle) {
        var document = BundleDocuments.write(bundle);
        while (true) {
            try {
                bundles.insertOne(document);
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCode() == DUPLICATE) {
                    return find(bundle.number()).map(stored -> stored.id().equals(bundle.id())).orElse(false);
                }
                again(e);
            } catch (MongoException e) {
                again(e);
            }
        }
    }

    private static void again(MongoException e) {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
        LOG.warn("A bundle is sent again: {}", e.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    Optional<Bundle> find(long number) {
        return Optional.ofNullable(bundles.find(Filters.eq("_id", number)).first()).map(BundleDocuments::read);
    }

    Map<Long, Bundle> findAll(Collection<Long> numbers) {
        var found = new HashMap<Long, Bundle>();
        bundles.find(Filters.in("_id", numbers)).map(BundleDocuments::read).forEach(bundle -> found.put(bundle.number(), bundle));
        return found;
    }
}
