package io.countersign.testkit.harness;

import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;

/**
 * What a service asks of its views to answer requests, as it goes over the wire, and whether MongoDB answers it by an index of the
 * collection: by one whose first field each alternative binds. The embedded server has no say in it, it knows unique indexes only. Work in
 * the background may walk a whole view, and runs whenever it likes.
 */
public final class ViewQueries implements CommandListener {
    private static final String VIEW = "view_";
    private static final Set<String> POINTS = Set.of("$eq", "$in");
    private static final Set<String> BOUNDS = Set.of("$eq", "$in", "$lt", "$lte", "$gt", "$gte");
    private final Set<Query> asked = ConcurrentHashMap.newKeySet();
    private final BooleanSupplier answering;

    private record Query(String collection, BsonDocument filter) {
    }

    /** @param answering whether the thread that asks is answering a request */
    ViewQueries(BooleanSupplier answering) {
        this.answering = answering;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        var command = event.getCommand();
        if (answering.getAsBoolean() && event.getCommandName().equals("find") && command.getString("find").getValue().startsWith(VIEW)) {
            asked.add(new Query(command.getString("find").getValue(), command.getDocument("filter", new BsonDocument()).clone()));
        }
    }

    void forget() {
        asked.clear();
    }

    /** How many different ones there were. */
    public int count() {
        return asked.size();
    }

    /** Those that read a whole collection. */
    public List<String> unserved(MongoDatabase database) {
        return asked.stream().filter(query -> !served(query.filter(), leading(database, query.collection())))
                .map(query -> query.collection() + ": " + query.filter()).toList();
    }

    /** The indexes of a view, each as its fields and directions in order. */
    static List<String> indexes(MongoDatabase database, String collection) {
        return database.getCollection(collection).listIndexes().map(index -> index.get("key", Document.class).toJson())
                .into(new ArrayList<>());
    }

    private static Set<String> leading(MongoDatabase database, String collection) {
        return indexes(database, collection).stream().map(key -> Document.parse(key).keySet().iterator().next())
                .collect(Collectors.toSet());
    }

    private static boolean served(BsonDocument filter, Set<String> leading) {
        return filter.entrySet().stream().anyMatch(part -> switch (part.getKey()) {
            case "$and" -> part.getValue().asArray().stream().anyMatch(each -> served(each.asDocument(), leading));
            case "$or" -> part.getValue().asArray().stream().allMatch(each -> served(each.asDocument(), leading));
            default -> leading.contains(part.getKey()) && binds(part.getKey(), part.getValue());
        });
    }

    /** A bound on the id alone is where a page begins, and no choice among the rows. */
    private static boolean binds(String field, BsonValue condition) {
        var operators = field.equals("_id") ? POINTS : BOUNDS;
        return condition.isDocument()
                ? condition.asDocument().keySet().stream().anyMatch(operators::contains)
                : !condition.isNull() && !condition.isRegularExpression();
    }
}
