package io.countersign.registry.client.registration;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.countersign.registry.organization.InitialAccessToken;
import io.countersign.registry.organization.OrganizationState;
import io.countersign.registry.secret.OneTimeSecret;
import java.time.Clock;
import java.util.Objects;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Who may register a client where the organization takes them by invitation only, and how many more. */
@Component
class InitialAccessTokens {
    private static final String ID = "_id";
    private static final String LEFT = "left";

    private final MongoCollection<Document> used;
    private final Clock clock;

    InitialAccessTokens(MongoDatabase database, Clock clock) {
        used = database.getCollection("initial-access-token-uses").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.clock = clock;
    }

    /**
     * @param token as it was sent; empty where none was
     * @throws RegistrationRefused when it is none of the organization's, or over
     */
    InitialAccessToken require(OrganizationState.Existing organization, String token) {
        var hash = new OneTimeSecret(token).hash();
        var now = clock.instant();
        return organization.initialAccessTokens().stream().filter(known -> known.opens(hash, now)).findFirst()
                .orElseThrow(RegistrationRefused::invitation);
    }

    /**
     * Each use counts once, also when many come at the same moment.
     *
     * @throws RegistrationRefused when it is used up
     */
    void use(InitialAccessToken token) {
        while (!used(token)) {
            Thread.onSpinWait();
        }
    }

    private boolean used(InitialAccessToken token) {
        var known = used.find(new Document(ID, token.tokenId())).first();
        if (known == null) {
            return began(token);
        }
        int left = Objects.requireNonNull(known.getInteger(LEFT));
        if (left == 0) {
            throw RegistrationRefused.invitation();
        }
        return used.updateOne(new Document(ID, token.tokenId()).append(LEFT, left), Updates.set(LEFT, left - 1)).getMatchedCount() == 1;
    }

    private boolean began(InitialAccessToken token) {
        try {
            used.insertOne(new Document(ID, token.tokenId()).append(LEFT, token.uses() - 1));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
