package io.countersign.registry.client.registration;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.countersign.events.log.EventJson;
import io.countersign.registry.client.Software;
import io.countersign.registry.place.BoundedCollection;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Candidates, shared by all replicas, so many of each organization. */
@Component
public class Candidates {
    private static final String CANDIDATE = "candidate";
    private static final String DELETED = "deleted";
    private static final String SOFTWARE = "software";
    private static final String WAITING = "waiting";

    private final BoundedCollection collection;
    private final Clock clock;

    Candidates(MongoDatabase database, RegistrationProperties settings, Clock clock) {
        collection = new BoundedCollection(database, "client-candidates", settings.candidates());
        this.clock = clock;
    }

    /** What was kept under this id before is forgotten. */
    public void keep(Candidate candidate) {
        var written = new Document(CANDIDATE, EventJson.mapper().writeValueAsString(candidate)).append(SOFTWARE,
                candidate.software().key());
        while (!collection.insert(candidate.organizationId(), candidate.clientId(), candidate.expiresAt(), written)) {
            forget(candidate.clientId());
        }
    }

    /** Empty for one that has expired, or deleted itself. */
    public Optional<Candidate> find(String clientId) {
        return document(clientId).map(Candidates::read);
    }

    private Optional<Document> document(String clientId) {
        return Optional.ofNullable(collection.documents().find(new Document(BoundedCollection.ID, clientId)).first())
                .filter(document -> !document.getBoolean(DELETED, false) && read(document).lives(clock.instant()));
    }

    /** @return what it is from now on; empty where there is none */
    Optional<Candidate> change(String clientId, UnaryOperator<Candidate> change) {
        for (;;) {
            var known = document(clientId);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            var changed = change.apply(read(known.get()));
            if (collection.documents()
                    .updateOne(new Document(BoundedCollection.ID, clientId).append(CANDIDATE, known.get().getString(CANDIDATE)),
                            Updates.set(CANDIDATE, EventJson.mapper().writeValueAsString(changed)))
                    .getMatchedCount() == 1) {
                return Optional.of(changed);
            }
        }
    }

    /** A trace is left, by which whoever is just letting it in learns of it. */
    void delete(String clientId) {
        collection.documents().updateOne(new Document(BoundedCollection.ID, clientId),
                Updates.combine(Updates.set(DELETED, true), Updates.set(BoundedCollection.EXPIRES, Date.from(clock.instant()))));
    }

    /** Forgets it, because it has become a client. */
    Optional<Last> take(String clientId) {
        return Optional.ofNullable(collection.documents().findOneAndDelete(new Document(BoundedCollection.ID, clientId)))
                .map(document -> new Last(read(document), document.getBoolean(DELETED, false)));
    }

    /**
     * What was last known of a candidate.
     *
     * @param deleted whether it deleted itself
     */
    record Last(Candidate candidate, boolean deleted) {
    }

    /** Of an organization, the oldest first. */
    Page<Candidate> list(String organizationId, PageRequest page) {
        var after = Objects.requireNonNullElse(page.place(), "");
        List<Candidate> found = collection.documents()
                .find(Filters.and(BoundedCollection.of(organizationId), Filters.gt(BoundedCollection.ID, after),
                        Filters.gt(BoundedCollection.EXPIRES, Date.from(clock.instant()))))
                .sort(Sorts.ascending(BoundedCollection.ID)).limit(page.limit() + 1).map(Candidates::read).into(new ArrayList<>());
        return Page.of(found, page, Candidate::clientId);
    }

    /** Of an organization, each software once. */
    Page<Group> software(String organizationId, PageRequest page) {
        var after = Objects.requireNonNullElse(page.place(), "");
        List<Group> found = collection.documents()
                .aggregate(List.of(
                        Aggregates.match(Filters.and(BoundedCollection.of(organizationId), Filters.gt(SOFTWARE, after),
                                Filters.gt(BoundedCollection.EXPIRES, Date.from(clock.instant())))),
                        Aggregates.group("$" + SOFTWARE, Accumulators.sum(WAITING, 1), Accumulators.first(CANDIDATE, "$" + CANDIDATE),
                                Accumulators.max(BoundedCollection.EXPIRES, "$" + BoundedCollection.EXPIRES)),
                        Aggregates.sort(Sorts.ascending(BoundedCollection.ID)), Aggregates.limit(page.limit() + 1)))
                .map(group -> new Group(group.getString(BoundedCollection.ID), read(group).software(), group.getInteger(WAITING),
                        group.getDate(BoundedCollection.EXPIRES).toInstant().minus(Candidate.LIFE)))
                .into(new ArrayList<>());
        return Page.of(found, page, Group::key);
    }

    /**
     * Candidates that say they are the same software.
     *
     * @param waiting how many
     * @param last    when the latest of them registered
     */
    record Group(String key, Software software, int waiting, Instant last) {
    }

    private static Candidate read(Document document) {
        return EventJson.mapper().readValue(document.getString(CANDIDATE), Candidate.class);
    }

    private void forget(String clientId) {
        collection.documents().deleteOne(new Document(BoundedCollection.ID, clientId));
    }

    /** Forgets whom nobody let in. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        collection.forget(clock.instant());
    }
}
