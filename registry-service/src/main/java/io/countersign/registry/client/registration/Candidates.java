package io.countersign.registry.client.registration;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.countersign.events.log.EventJson;
import io.countersign.registry.place.Places;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Candidates, shared by all replicas, so many of each organization. */
@Component
public class Candidates {
    private static final String CANDIDATE = "candidate";

    private final Places places;
    private final Clock clock;

    Candidates(MongoDatabase database, RegistrationProperties settings, Clock clock) {
        places = new Places(database, "client-candidates", settings.candidates());
        this.clock = clock;
    }

    /** What was kept under this id before is forgotten. */
    public void keep(Candidate candidate) {
        var written = new Document(CANDIDATE, EventJson.mapper().writeValueAsString(candidate));
        while (!places.insert(candidate.organizationId(), candidate.clientId(), candidate.expiresAt(), written)) {
            forget(candidate.clientId());
        }
    }

    /** Empty for one that has expired. */
    public Optional<Candidate> find(String clientId) {
        return Optional.ofNullable(places.documents().find(new Document(Places.ID, clientId)).first())
                .map(Candidates::read)
                .filter(candidate -> candidate.lives(clock.instant()));
    }

    /** Of an organization, the oldest first. */
    Page<Candidate> list(String organizationId, PageRequest page) {
        var after = Objects.requireNonNullElse(page.place(), "");
        List<Candidate> found = places.documents()
                .find(Filters.and(Places.of(organizationId), Filters.gt(Places.ID, after),
                        Filters.gt(Places.EXPIRES, Date.from(clock.instant()))))
                .sort(Sorts.ascending(Places.ID)).limit(page.limit() + 1).map(Candidates::read).into(new ArrayList<>());
        return Page.of(found, page, Candidate::clientId);
    }

    private static Candidate read(Document document) {
        return EventJson.mapper().readValue(document.getString(CANDIDATE), Candidate.class);
    }

    /** It has become a client. */
    public void forget(String clientId) {
        places.documents().deleteOne(new Document(Places.ID, clientId));
    }

    /** Forgets whom nobody let in. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        places.forget(clock.instant());
    }
}
