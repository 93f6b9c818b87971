package io.countersign.eventstore.claim;

import static com.mongodb.client.model.Filters.eq;

import com.github.f4b6a3.ulid.UlidCreator;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.countersign.eventstore.EventLogException;
import io.countersign.hash.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Claims in collection {@code request_claims}. A claim is one insert; completing and expiring are conditional on its commit id, so that a
 * late writer never touches a newer claim.
 */
public final class MongoRequestClaims implements RequestClaims {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int ATTEMPTS = 20;
    private static final String ID = "_id";
    private static final String COMMIT_ID = "commitId";
    private static final String ANSWER = "answer";
    private static final String ACTING_UNTIL = "actingUntil";
    private static final Date NOBODY = Date.from(Instant.EPOCH);

    private final MongoCollection<Document> claims;
    private final Clock clock;

    public MongoRequestClaims(MongoDatabase database, Clock clock) {
        this.claims = database.getCollection("request_claims").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.clock = clock;
        claims.createIndex(Indexes.ascending(ID, COMMIT_ID), new IndexOptions().unique(true));
        claims.createIndex(Indexes.ascending(ID, COMMIT_ID, ACTING_UNTIL), new IndexOptions().unique(true));
        claims.createIndex(Indexes.ascending("createdAt"), new IndexOptions().expireAfter(2 * KEPT.toHours(), TimeUnit.HOURS));
    }

    @Override
    public Outcome claim(String scope, String key, byte[] request) {
        var fresh = new Claim(Sha256.hex(scope + "\n" + key), Sha256.hex(request),
                UlidCreator.getUlid().toString(), UlidCreator.getUlid().toString(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            return claim(fresh);
        } catch (MongoException unanswered) {
            throw new EventLogException.Overloaded("The store does not answer", unanswered);
        }
    }

    private Outcome claim(Claim fresh) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (insert(fresh)) {
                return new Outcome.Fresh(fresh);
            }
            var known = known(fresh.id());
            if (known != null) {
                return repeated(known, fresh);
            }
        }
        throw new EventLogException.Overloaded("The claim of a repeated request can neither be read nor written");
    }

    private boolean insert(Claim claim) {
        try {
            claims.insertOne(new Document(ID, claim.id()).append("requestHash", claim.requestHash()).append("idSeed", claim.idSeed())
                    .append(COMMIT_ID, claim.commitId()).append("createdAt", Date.from(claim.createdAt()))
                    .append(ACTING_UNTIL, actingUntil()));
            return true;
        } catch (MongoWriteException taken) {
            if (ErrorCategory.fromErrorCode(taken.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw taken;
        }
    }

    /** The live claim under an id; an expired one is removed first. */
    private @Nullable Document known(String id) {
        var found = claims.find(eq(ID, id)).first();
        if (found != null && !createdAt(found).plus(KEPT).isAfter(clock.instant())) {
            claims.deleteOne(of(id, found.getString(COMMIT_ID)));
            return null;
        }
        return found;
    }

    private Date actingUntil() {
        return Date.from(clock.instant().plus(ACTING));
    }

    private Outcome repeated(Document known, Claim fresh) {
        if (!known.getString("requestHash").equals(fresh.requestHash())) {
            return new Outcome.Mismatch();
        }
        var claim = new Claim(fresh.id(), fresh.requestHash(), known.getString("idSeed"), known.getString(COMMIT_ID), createdAt(known));
        var answer = Optional.ofNullable(known.get(ANSWER, Document.class)).map(MongoRequestClaims::answer);
        return answer.isPresent() || takenOver(known) ? new Outcome.Repeated(claim, answer) : new Outcome.Busy();
    }

    /** One of those who repeat a request that nobody acts on any more takes it over. */
    private boolean takenOver(Document known) {
        var until = known.getDate(ACTING_UNTIL);
        return (until == null || !until.toInstant().isAfter(clock.instant()))
                && claims.updateOne(of(known.getString(ID), known.getString(COMMIT_ID)).append(ACTING_UNTIL, until),
                        Updates.set(ACTING_UNTIL, actingUntil())).getModifiedCount() == 1;
    }

    private static Document of(String id, String commitId) {
        return new Document(ID, id).append(COMMIT_ID, commitId);
    }

    @Override
    public void release(Claim claim) {
        claims.deleteOne(of(claim.id(), claim.commitId()));
    }

    @Override
    public void abandon(Claim claim) {
        claims.updateOne(of(claim.id(), claim.commitId()), Updates.set(ACTING_UNTIL, NOBODY));
    }

    @Override
    public void complete(Claim claim, Answer answer) {
        claims.updateOne(of(claim.id(), claim.commitId()), Updates.combine(Updates.set(ACTING_UNTIL, NOBODY), Updates.set(ANSWER,
                new Document("status", answer.status()).append("body", new Binary(answer.body()))
                        .append("headers", answer.headers().entrySet().stream()
                                .map(header -> new Document("name", header.getKey()).append("value", header.getValue())).toList()))));
    }

    private static Answer answer(Document document) {
        Map<String, String> headers = document.getList("headers", Document.class).stream()
                .collect(Collectors.toMap(header -> header.getString("name"), header -> header.getString("value")));
        return new Answer(document.getInteger("status"), headers, document.get("body", Binary.class).getData());
    }

    private static Instant createdAt(Document document) {
        return document.getDate("createdAt").toInstant();
    }
}
