package io.countersign.audit.decision;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.countersign.events.log.EventJson;
import io.countersign.web.denial.AccessDenied;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The refusals of the last week, in so many places for each organization: the newest takes the oldest one's place. So nothing that a client
 * does makes it larger, and nobody has to tidy it for that. One consumer at a time writes an organization's, since its facts share a
 * partition.
 */
@Component
class Decisions {
    static final Duration KEPT = Duration.ofDays(7);
    private static final int PLACES = 10_000;
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private final MongoCollection<Document> decisions;
    private final MongoCollection<Document> places;
    private final Clock clock;
    private final int most;

    @Autowired
    Decisions(MongoDatabase database, Clock clock) {
        this(database, clock, PLACES);
    }

    /** @param most of one organization */
    Decisions(MongoDatabase database, Clock clock, int most) {
        this.most = most;
        this.decisions = database.getCollection("decisions");
        this.places = database.getCollection("decision_places");
        this.clock = clock;
        decisions.createIndex(Indexes.ascending("decisionId"), new IndexOptions().unique(true));
        decisions.createIndex(Indexes.ascending("organization", "member", "decisionId"), new IndexOptions().unique(true));
        decisions.createIndex(Indexes.ascending("lastAt"));
    }

    /** Keeps a refusal; one that is known is brought up to date. Doing it again changes nothing. */
    void keep(AccessDenied denied) {
        var known = document(denied.decisionId());
        if (known == null) {
            place(denied, denied.subject().organizationId() + "|" + nextPlace(denied.subject().organizationId()));
        } else if (fact(known).times() < denied.times()) {
            place(denied, known.getString("_id"));
        }
    }

    private void place(AccessDenied denied, String place) {
        decisions.replaceOne(Filters.eq("_id", place),
                new Document("_id", place).append("decisionId", denied.decisionId())
                        .append("organization", denied.subject().organizationId()).append("member", denied.subject().subjectId())
                        .append("lastAt", Date.from(denied.lastAt())).append("fact", EventJson.mapper().writeValueAsString(denied)),
                UPSERT);
    }

    private long nextPlace(String organization) {
        var before = places.findOneAndUpdate(Filters.eq("_id", organization), Updates.inc("taken", 1L),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.BEFORE));
        return (before == null ? 0 : before.getLong("taken")) % most;
    }

    /** Empty for one that is none of this organization, was never created or is forgotten. */
    Optional<AccessDenied> find(String organization, String decisionId) {
        return Optional.ofNullable(document(decisionId)).filter(found -> found.getString("organization").equals(organization))
                .filter(found -> found.getDate("lastAt").toInstant().isAfter(clock.instant().minus(KEPT))).map(Decisions::fact);
    }

    /** Those of one member, the newest first, at most {@code limit} behind {@code before}. */
    List<AccessDenied> ofMember(String organization, String member, @Nullable String before, int limit) {
        var wanted = new ArrayList<Bson>(List.of(Filters.eq("organization", organization), Filters.eq("member", member),
                Filters.gt("lastAt", Date.from(clock.instant().minus(KEPT)))));
        if (before != null) {
            wanted.add(Filters.lt("decisionId", before));
        }
        return decisions.find(Filters.and(wanted)).sort(Sorts.descending("decisionId")).limit(limit).map(Decisions::fact)
                .into(new ArrayList<>());
    }

    /** Forgets what is too old to be shown. */
    void forgetOld() {
        decisions.deleteMany(Filters.lte("lastAt", Date.from(clock.instant().minus(KEPT))));
    }

    private @Nullable Document document(String decisionId) {
        return decisions.find(Filters.eq("decisionId", decisionId)).first();
    }

    private static AccessDenied fact(Document document) {
        return EventJson.mapper().readValue(document.getString("fact"), AccessDenied.class);
    }
}
