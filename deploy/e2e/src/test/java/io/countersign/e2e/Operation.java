package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One method of one path of the published API.
 *
 * @param names  of the values in its path
 * @param body   its published example, empty where it takes none; names stand where the example has ids of things
 * @param query  what its query may say: schemas by name
 * @param fields what its body may say: schemas by name
 */
record Operation(String method, String path, List<String> names, String body, Map<String, JsonNode> query,
        Map<String, JsonNode> fields) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

    /** The ids that the published examples use, and the things they stand for. */
    private static final Map<String, String> THINGS = Map.of("prj", "projectId", "srv", "serverId", "cli", "clientId", "con",
            "connectionId");
    private static final Pattern THING = Pattern.compile("(prj|srv|cli|con)-01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private static final String SOON = "2030-01-01T00:00:00Z";

    static Operation of(String method, String path, JsonNode description, JsonNode document) {
        var query = description.path("parameters").valueStream().filter(each -> each.path("in").asString("").equals("query"))
                .collect(Collectors.toMap(each -> each.path("name").asString(), each -> resolved(each.path("schema"), document)));
        var fields = resolved(description.at("/requestBody/content/application~1json/schema"), document).path("properties").properties()
                .stream().collect(Collectors.toMap(Map.Entry::getKey, each -> resolved(each.getValue(), document)));
        return new Operation(method.toUpperCase(Locale.ROOT), path, NAME.matcher(path).results().map(found -> found.group(1)).toList(),
                example(method + " " + path, description.path("requestBody")), query, fields);
    }

    private static String example(String operation, JsonNode body) {
        if (body.isMissingNode()) {
            return "";
        }
        var example = body.at("/content/application~1json/example");
        assertThat(example.isObject()).as("An example of what %s accepts (openapi/examples.json of the gateway)", operation).isTrue();
        return THING.matcher(example.toString()).replaceAll(found -> "{" + THINGS.get(found.group(1)) + "}")
                .replace(SOON, Instant.now().plus(Duration.ofDays(30)).toString());
    }

    private static JsonNode resolved(JsonNode schema, JsonNode document) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }

    /** How a value is described that its query or its body may have. */
    Optional<JsonNode> schema(String name) {
        return Optional.ofNullable(query.get(name)).or(() -> Optional.ofNullable(fields.get(name)));
    }

    /** The path without its organization. */
    String resource() {
        return path.replaceFirst("^/api/v1/orgs/\\{orgId}", "");
    }

    boolean takesBody() {
        return !body.isEmpty();
    }

    /** Whether it is the auditor's. */
    boolean readsHistory() {
        return resource().matches("/(events|exports|checkpoints|timeline).*");
    }

    /** Whether its path or body names something that belongs to one organization. */
    boolean names(Map<String, String> ids) {
        return Stream.concat(names.stream(), NAME.matcher(body()).results().map(found -> found.group(1))).anyMatch(ids::containsKey);
    }

    /** @param ids in the path; what they do not name is {@code 1} */
    String at(String organization, Map<String, String> ids) {
        return fill(path.replace("{orgId}", organization), ids) + (query.containsKey("confirm") ? "?confirm=anything" : "");
    }

    static String fill(String template, Map<String, String> ids) {
        return NAME.matcher(template).replaceAll(found -> ids.getOrDefault(found.group(1), "1"));
    }
}
