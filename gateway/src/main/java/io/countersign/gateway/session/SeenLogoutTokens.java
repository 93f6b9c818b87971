package io.countersign.gateway.session;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The logout tokens that all replicas have acted upon, each until it is over (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
@Component
public class SeenLogoutTokens {
    private final SessionDatabase database;

    SeenLogoutTokens(SessionDatabase database) {
        this.database = database;
    }

    public Mono<Boolean> contain(String tokenId) {
        return database.logouts().flatMap(all -> Mono.from(all.find(new Document("_id", tokenId)).first()).hasElement());
    }

    /** Remembering one twice is no error. */
    public Mono<Void> remember(String tokenId, Instant end) {
        return database.logouts()
                .flatMap(all -> Mono.from(all.insertOne(new Document("_id", tokenId).append("end", Date.from(end))))).then()
                .onErrorResume(SeenLogoutTokens::isKnown, known -> Mono.empty());
    }

    Mono<Void> forgetOver(Instant now) {
        return database.logouts()
                .flatMap(all -> Mono.from(all.deleteMany(new Document("end", new Document("$lt", Date.from(now)))))).then();
    }

    private static boolean isKnown(Throwable failure) {
        return failure instanceof MongoWriteException refused && refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }
}
