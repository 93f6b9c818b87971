package io.countersign.consent.leaver;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Holders of roles that were seen among the members of the organization once, so that their absence means something. One document for each,
 * as many as there are such people; losing them loses one interval.
 */
@Component
class SeenMembers {
    private final MongoCollection<Document> seen;

    SeenMembers(MongoTemplate mongo) {
        seen = mongo.getCollection("seen_members");
        seen.createIndex(Indexes.ascending("organization"));
    }

    void seen(String organizationId, String userId) {
        seen.updateOne(Filters.eq("_id", id(organizationId, userId)),
                Updates.combine(Updates.set("organization", organizationId), Updates.set("user", userId)),
                new UpdateOptions().upsert(true));
    }

    void forget(String organizationId, String userId) {
        seen.deleteOne(Filters.eq("_id", id(organizationId, userId)));
    }

    boolean has(String organizationId, String userId) {
        return seen.find(Filters.eq("_id", id(organizationId, userId))).first() != null;
    }

    Set<String> of(String organizationId) {
        return seen.find(Filters.eq("organization", organizationId)).map(document -> document.getString("user")).into(new HashSet<>());
    }

    private static String id(String organizationId, String userId) {
        return organizationId + " " + userId;
    }
}
