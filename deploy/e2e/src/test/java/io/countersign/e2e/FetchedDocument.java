package io.countersign.e2e;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.countersign.local.LocalPlatform;
import java.time.Instant;
import java.util.Date;

/** A client's metadata document as the registry-service keeps it. */
record FetchedDocument(String store, String id) {
    static FetchedDocument of(LocalPlatform platform, String address) {
        return new FetchedDocument(Platform.store(platform, "registry"),
                platform.describe().organization().id() + " " + address);
    }

    /** As if it had been fetched days ago: whoever needs it next fetches it anew. */
    void daysLater() {
        try (var client = MongoClients.create(store)) {
            var aged = client.getDatabase("registry").getCollection("client-metadata-documents").updateOne(Filters.eq(id),
                    Updates.set("current", Date.from(Instant.EPOCH)));
            if (aged.getModifiedCount() != 1) {
                throw new AssertionError("The registry-service keeps no document of " + id);
            }
        }
    }
}
