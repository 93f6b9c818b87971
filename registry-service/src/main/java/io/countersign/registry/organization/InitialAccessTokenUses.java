package io.countersign.registry.organization;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** How many clients each initial access token may still register. */
@Component
public class InitialAccessTokenUses {
    private static final String ID = "_id";
    private static final String LEFT = "left";

    private final MongoCollection<Document> used;

    InitialAccessTokenUses(MongoDatabase database) {
        used = database.getCollection("initial-access-token-uses").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    /** By the token's id. */
    Map<String, Integer> left(Collection<InitialAccessToken> tokens) {
        var left = new HashMap<String, Integer>();
        tokens.forEach(token -> left.put(token.tokenId(), token.uses()));
        for (var known : used.find(Filters.in(ID, left.keySet()))) {
            left.put(Objects.requireNonNull(known.getString(ID)), left(known));
        }
        return left;
    }

    /**
     * Each use counts once, also when many come at the same moment.
     *
     * @return false when it is used up
     */
    public boolean use(InitialAccessToken token) {
        while (true) {
            var known = used.find(new Document(ID, token.tokenId())).first();
            if (known != null && left(known) == 0) {
                return false;
            }
            if (known == null ? began(token) : wentOn(token, left(known))) {
                return true;
            }
            Thread.onSpinWait();
        }
    }

    private static int left(Document known) {
        return Objects.requireNonNull(known.getInteger(LEFT));
    }

    private boolean wentOn(InitialAccessToken token, int left) {
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
