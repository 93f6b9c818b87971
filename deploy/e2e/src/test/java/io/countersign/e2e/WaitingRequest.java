package io.countersign.e2e;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.countersign.local.LocalPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.bson.Document;

/** An authorization request that waits for a person, in the store of the token-service. */
record WaitingRequest(String store, String id) {
    private static final Pattern EXPIRES = Pattern.compile("(?<=\"expiresAt\":\")[^\"]+");

    static WaitingRequest of(LocalPlatform platform, String id) {
        return new WaitingRequest(Platform.store(platform, "token"), id);
    }

    /** As if it had been asked ten minutes earlier. */
    void tenMinutesLater() {
        try (var client = MongoClients.create(store)) {
            MongoCollection<Document> requests = client.getDatabase("token").getCollection("authorization_requests");
            var request = requests.find(Filters.eq(id)).first();
            var aged = EXPIRES.matcher(request.getString("request"))
                    .replaceFirst(expires -> Instant.parse(expires.group()).minus(Duration.ofMinutes(10)).toString());
            requests.updateOne(Filters.eq(id), Updates.set("request", aged));
        }
    }
}
