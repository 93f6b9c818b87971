package io.countersign.audit.ledger;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The collection of bundles: appended only, one document each, dense numbers by unique insert. */
@Component
class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private final MongoCollection<Document> bundles;

    Bundles(MongoDatabase database) {
        this.bundles = database.getCollection("bundles").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    /**
     * Appends bundles that follow each other, sending again until the outcome is definite.
     *
     * @return how many of them: fewer than all when another replica's bundle stands where the next one should
     */
    int append(List<Bundle> following) {
        var stored = 0;
        while (stored < following.size()) {
            var rest = following.subList(stored, following.size());
            try {
                bundles.insertMany(rest.stream().map(BundleDocuments::write).toList());
                return following.size();
            } catch (MongoBulkWriteException e) {
                var error = e.getWriteErrors().isEmpty() ? null : e.getWriteErrors().getFirst();
                if (error == null || error.getCode() != IdempotentInserts.DUPLICATE) {
                    again(e);
                    continue;
                }
                stored += error.getIndex();
                if (!isStored(following.get(stored))) {
                    return stored;
                }
                stored++;
            } catch (MongoException e) {
                again(e);
            }
        }
        return stored;
    }

    private boolean isStored(Bundle bundle) {
        return find(bundle.number()).map(stored -> stored.id().equals(bundle.id())).orElse(false);
    }

    private static void again(MongoException e) {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
        LOG.warn("Inserting a bundle failed and is retried: {}", e.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    Optional<Bundle> find(long number) {
        return Optional.ofNullable(bundles.find(Filters.eq("_id", number)).first()).map(BundleDocuments::read);
    }

    /** Whether each of these is there. */
    boolean present(long from, long to) {
        var numbers = LongStream.rangeClosed(from, to).boxed().toList();
        var found = new HashSet<Long>();
        bundles.find(Filters.in("_id", numbers)).projection(Projections.include("_id"))
                .forEach(document -> found.add(document.getLong("_id")));
        return found.size() == numbers.size();
    }

    Map<Long, Bundle> findAll(Collection<Long> numbers) {
        var found = new HashMap<Long, Bundle>();
        bundles.find(Filters.in("_id", numbers)).map(BundleDocuments::read).forEach(bundle -> found.put(bundle.number(), bundle));
        return found;
    }
}
