package io.countersign.audit.ledger;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.countersign.audit.verifier.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which project and which member a stream belongs to: its first event says so, and all later ones follow it. An event that only names a
 * connection, a server or a client (an issued token) belongs where that one does; one that nothing is known of is its organization's alone.
 */
final class EventOwners {
    private static final int KEPT = 50_000;
    private static final List<String> NAMED = List.of("connectionId", "serverId", "clientId");
    private final MongoCollection<Document> owners;
    private final Map<String, EventOwner> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EventOwner> eldest) {
            return size() > KEPT;
        }
    };

    EventOwners(MongoDatabase database) {
        this.owners = database.getCollection("belongings");
    }

    /** An event on its way into the index. */
    record Placed(String tree, Entry entry, Envelope envelope) {
        @Nullable
        String subject() {
            return envelope.text("subject");
        }

        /** Where else to look, the nearest first. */
        Stream<String> others() {
            return Stream.concat(entry.sequence() == 0 ? Stream.empty() : Stream.ofNullable(subject()),
                    NAMED.stream().map(envelope::data).filter(Objects::nonNull)).map(id -> tree + "|" + id);
        }
    }

    /** The belonging of each event, in the order of the log; what their first events say of streams is written down. */
    synchronized List<EventOwner> of(List<Placed> events) {
        read(events);
        var found = new ArrayList<EventOwner>(events.size());
        var added = new HashMap<String, Document>();
        for (var event : events) {
            var own = EventOwner.of(event.envelope());
            var subject = event.subject();
            if (event.entry().sequence() == 0 && subject != null && !own.equals(EventOwner.NONE)) {
                var id = event.tree() + "|" + subject;
                if (kept.put(id, own) == null) {
                    added.put(id, new Document("_id", id).append("project", own.project()).append("member", own.member()));
                }
            }
            found.add(event.others().map(id -> kept.getOrDefault(id, EventOwner.NONE)).reduce(own, EventOwner::or));
        }
        IdempotentInserts.insert(owners, List.copyOf(added.values()));
        return found;
    }

    private void read(List<Placed> events) {
        Set<String> wanted = new LinkedHashSet<>();
        events.forEach(event -> event.others().filter(id -> !kept.containsKey(id)).forEach(wanted::add));
        if (!wanted.isEmpty()) {
            owners.find(Filters.in("_id", wanted)).forEach(document -> kept.put(document.getString("_id"),
                    new EventOwner(document.getString("project"), document.getString("member"))));
        }
    }
}
