package io.countersign.registry.client.registration;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.countersign.events.log.EventJson;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Candidates, shared by all replicas. Each organization has so many places, so that anonymous callers fill no disk: a few places are drawn,
 * and where none of them is free, the candidate that would be forgotten first gives way.
 */
@Component
public class Candidates {
    private static final int DRAWN = 8;
    private static final int ATTEMPTS = 5;
    private static final String ID = "_id";
    private static final String PLACE = "place";
    private static final String EXPIRES = "expires";
    private static final String CANDIDATE = "candidate";

    private final MongoCollection<Document> candidates;
    private final RegistrationProperties settings;
    private final Clock clock;

    Candidates(MongoDatabase database, RegistrationProperties settings, Clock clock) {
        candidates = database.getCollection("client-candidates").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        candidates.createIndex(Indexes.ascending(PLACE), new IndexOptions().unique(true));
        this.settings = settings;
        this.clock = clock;
    }

    void keep(Candidate candidate) {
        for (var attempt = 1;; attempt++) {
            try {
                candidates.insertOne(new Document(ID, candidate.clientId()).append(PLACE, place(candidate.organizationId()))
                        .append(EXPIRES, Date.from(candidate.expiresAt()))
                        .append(CANDIDATE, EventJson.mapper().writeValueAsString(candidate)));
                return;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Empty for one that has expired. */
    public Optional<Candidate> find(String clientId) {
        return Optional.ofNullable(candidates.find(new Document(ID, clientId)).first())
                .map(Candidates::read)
                .filter(candidate -> candidate.lives(clock.instant()));
    }

    /** Of an organization, the oldest first. */
    Page<Candidate> list(String organizationId, PageRequest page) {
        var after = Objects.requireNonNullElse(page.cursor(), "");
        List<Candidate> found = candidates
                .find(Filters.and(Filters.regex(PLACE, "^" + Pattern.quote(organizationId + "/")), Filters.gt(ID, after),
                        Filters.gt(EXPIRES, Date.from(clock.instant()))))
                .sort(Sorts.ascending(ID)).limit(page.limit() + 1).map(Candidates::read).into(new ArrayList<>());
        return found.size() <= page.limit()
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, page.limit()), found.get(page.limit() - 1).clientId());
    }

    private static Candidate read(Document document) {
        return EventJson.mapper().readValue(document.getString(CANDIDATE), Candidate.class);
    }

    /** It has become a client. */
    public void forget(String clientId) {
        candidates.deleteOne(new Document(ID, clientId));
    }

    private String place(String organizationId) {
        var drawn = ThreadLocalRandom.current().ints(DRAWN, 0, settings.candidates()).distinct()
                .mapToObj(n -> organizationId + "/" + n).toList();
        List<Document> held = candidates.find(Filters.in(PLACE, drawn)).into(new ArrayList<>());
        var names = held.stream().map(document -> document.getString(PLACE)).collect(Collectors.toSet());
        return drawn.stream().filter(place -> !names.contains(place)).findFirst().orElseGet(() -> {
            var oldest = held.stream().min(Comparator.comparing(document -> document.getDate(EXPIRES))).orElseThrow();
            candidates.deleteOne(new Document(ID, oldest.getString(ID)));
            return oldest.getString(PLACE);
        });
    }

    /** Forgets whom nobody let in. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        candidates.deleteMany(Filters.lt(EXPIRES, Date.from(clock.instant())));
    }
}
