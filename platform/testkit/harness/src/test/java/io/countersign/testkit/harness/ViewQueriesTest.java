package io.countersign.testkit.harness;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Indexes;
import io.countersign.embeddedmongo.DurableMongoServer;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class ViewQueriesTest {
    private static final Bson ALIVE = ne("row", null);

    @Test
    void aQueryIsServedByAnIndexThatBindsEachOfItsAlternatives() {
        assertThat(unserved(and(eq("row.a", "1"), ALIVE))).isEmpty();
        assertThat(unserved(and(in("row.a", "1", "2"), regex("row.name", "x")))).isEmpty();
        assertThat(unserved(gt("row.b", 0))).isEmpty();
        assertThat(unserved(or(eq("row.a", "1"), and(eq("row.b", 3), eq("row.c", 4))))).isEmpty();
        assertThat(unserved(in("_id", List.of()))).isEmpty();
    }

    @Test
    void whatReadsTheWholeCollectionIsTold() {
        for (var filter : List.of(ALIVE, eq("row.c", "1"), and(ALIVE, lt("_id", "z")), regex("row.a", "1"),
                or(eq("row.a", "1"), eq("row.c", "1")))) {
            assertThat(unserved(filter)).as(filter.toString()).hasSize(1);
        }
    }

    @Test
    void workInTheBackgroundMayWalkAView() {
        assertThat(asked(ALIVE, false)).isEmpty();
    }

    private static List<String> unserved(Bson filter) {
        return asked(filter, true);
    }

    private static List<String> asked(Bson filter, boolean answering) {
        var queries = new ViewQueries(() -> answering);
        try (var mongo = DurableMongoServer.inMemory();
                var client = MongoClients.create(MongoClientSettings.builder().applyConnectionString(new ConnectionString(mongo.uri()))
                        .addCommandListener(queries).build())) {
            var database = client.getDatabase("queries");
            var view = database.getCollection("view_rows_0");
            view.createIndex(Indexes.compoundIndex(Indexes.ascending("row.a"), Indexes.descending("_id")));
            view.createIndex(Indexes.ascending("row.b", "row.c"));
            view.find(filter).into(new ArrayList<>());
            assertThat(queries.count()).isEqualTo(answering ? 1 : 0);
            return queries.unserved(database);
        }
    }
}
