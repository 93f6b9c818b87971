package io.countersign.token.authorization;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.countersign.events.log.EventJson;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Authorization requests that wait for a person, shared by all replicas. Each person has so many places; who opens more tabs loses the
 * oldest. That a request was taken up is one insert under a unique key.
 */
@Component
class AuthorizationRequests {
    static final Duration LIFE = Duration.ofMinutes(10);
    /** For so long the page can still say that it was too late. */
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int PLACES = 20;
    private static final int ATTEMPTS = 5;
    private static final String ID = "_id";
    private static final String PLACE = "place";
    private static final String EXPIRES = "expires";
    private static final String REQUEST = "request";

    private final MongoCollection<Document> requests;
    private final MongoCollection<Document> taken;
    private final Clock clock;

    AuthorizationRequests(MongoTemplate mongo, Clock clock) {
        requests = durable(mongo, "authorization_requests");
        taken = durable(mongo, "taken_authorization_requests");
        requests.createIndex(Indexes.ascending(PLACE), new IndexOptions().unique(true));
        this.clock = clock;
    }

    private static MongoCollection<Document> durable(MongoTemplate mongo, String name) {
        return mongo.getCollection(name).withWriteConcern(WriteConcern.MAJORITY.withJournal(true)).withReadConcern(ReadConcern.MAJORITY);
    }

    void keep(AuthorizationRequest request) {
        for (var attempt = 1;; attempt++) {
            var place = freePlace(request.subjectId());
            try {
                requests.insertOne(new Document(ID, request.id()).append(PLACE, place).append(EXPIRES, Date.from(request.expiresAt()))
                        .append(REQUEST, EventJson.mapper().writeValueAsString(request)));
                return;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    Optional<AuthorizationRequest> find(String id) {
        return Optional.ofNullable(requests.find(new Document(ID, id)).first())
                .map(found -> EventJson.mapper().readValue(found.getString(REQUEST), AuthorizationRequest.class));
    }

    /** Whether the caller is the first to take it up. */
    boolean take(String id) {
        try {
            taken.insertOne(new Document(ID, id).append(EXPIRES, Date.from(clock.instant().plus(LIFE))));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    boolean isTaken(String id) {
        return taken.find(new Document(ID, id)).first() != null;
    }

    /** A place nobody holds, or the one whose request ends first. */
    private String freePlace(String subjectId) {
        var places = IntStream.range(0, PLACES).mapToObj(n -> subjectId + "/" + n).toList();
        List<Document> held = requests.find(Filters.in(PLACE, places)).into(new ArrayList<>());
        var names = held.stream().map(document -> document.getString(PLACE)).collect(Collectors.toSet());
        return places.stream().filter(place -> !names.contains(place)).findFirst().orElseGet(() -> {
            var oldest = held.stream().min(Comparator.comparing(document -> document.getDate(EXPIRES))).orElseThrow();
            requests.deleteOne(new Document(ID, oldest.getString(ID)));
            return oldest.getString(PLACE);
        });
    }

    /** Forgets what nobody can come back to. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        var old = Date.from(clock.instant().minus(REMEMBERED));
        requests.deleteMany(Filters.lt(EXPIRES, old));
        taken.deleteMany(Filters.lt(EXPIRES, old));
    }
}
