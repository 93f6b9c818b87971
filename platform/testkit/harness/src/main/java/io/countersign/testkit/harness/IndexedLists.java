package io.countersign.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.projection.Projection;
import io.countersign.web.passport.Passport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** No list of a service reads a whole view, whoever asks and whatever it is narrowed to. */
public final class IndexedLists {
    private static final String LIST = "/api/v1/orgs/\\{orgId}(/[a-z-]+)+";
    private static final List<String> PAGING = List.of("limit", "cursor");

    private IndexedLists() {
    }

    /** Asks every list that the service describes for all that it can be narrowed to. */
    public static void of(RunningService service, String organization) {
        var callers = List.of(service.person(organization, "usr-lists", "owner"), service.person(organization, "usr-lists", "member"),
                service.person(organization, "usr-lists", "project-admin:prj-01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        service.queries().forget();

        var lists = service.description().path("paths").properties().stream()
                .filter(path -> path.getKey().matches(LIST) && path.getValue().at("/get/parameters").isArray())
                .flatMap(path -> addresses(path.getKey().replace("{orgId}", organization), path.getValue().path("get"))).toList();
        lists.forEach(list -> callers.forEach(caller -> ask(service, caller, list)));

        assertThat(service.queries().count()).isPositive();
        assertThat(service.queries().unserved(service.bean(MongoDatabase.class))).isEmpty();
        service.beans(Projection.class).forEach(view -> hasItsIndexes(service.bean(MongoDatabase.class), view));
    }

    private static void ask(RunningService service, Passport caller, String list) {
        assertThat(service.get(caller, list).status()).as(list).isIn(200, 403);
    }

    /** With each parameter and each of its values alone, and with none. */
    private static Stream<String> addresses(String path, JsonNode operation) {
        var narrowings = operation.path("parameters").valueStream().filter(each -> each.path("in").asString().equals("query"))
                .filter(each -> !PAGING.contains(each.path("name").asString())).toList();
        var required = narrowings.stream().filter(each -> each.path("required").asBoolean())
                .map(each -> each.path("name").asString() + "=" + values(each.path("schema")).findFirst().orElseThrow())
                .collect(Collectors.joining("&"));
        var shortest = required.isEmpty() ? path : path + "?" + required;
        return Stream.concat(Stream.of(shortest), narrowings.stream().filter(each -> !each.path("required").asBoolean())
                .flatMap(each -> values(each.path("schema"))
                        .map(value -> shortest + (required.isEmpty() ? "?" : "&") + each.path("name").asString() + "=" + value)));
    }

    private static Stream<String> values(JsonNode schema) {
        var constants = schema.path("items").has("enum") ? schema.path("items").path("enum") : schema.path("enum");
        return constants.isArray() ? constants.valueStream().map(JsonNode::asString) : Stream.of(example(schema));
    }

    private static String example(JsonNode schema) {
        if (schema.path("format").asString("").equals("date-time")) {
            return "2026-01-01T00:00:00Z";
        }
        return schema.path("type").toString().contains("boolean") ? "true" : "x";
    }

    private static void hasItsIndexes(MongoDatabase database, Projection<?> view) {
        var there = ViewQueries.indexes(database, "view_" + view.name() + "_0");
        assertThat(there).as(view.name()).containsAll(view.indexes().stream().map(index -> keys(index.fields())).toList());
    }

    private static String keys(List<String> fields) {
        return Stream.concat(fields.stream().map(field -> Map.entry("row." + field, 1)), Stream.of(Map.entry("_id", -1)))
                .map(key -> "\"" + key.getKey() + "\": " + key.getValue()).collect(Collectors.joining(", ", "{", "}"));
    }
}
