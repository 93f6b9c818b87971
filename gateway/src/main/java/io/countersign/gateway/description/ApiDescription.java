package io.countersign.gateway.description;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document of what each service says of its part. Schema names get the service's name in front, so that two services may use
 * the same name for different things.
 */
final class ApiDescription {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMAS = "#/components/schemas/";
    private final ObjectNode document = JSON.createObjectNode();
    private final ObjectNode paths;
    private final ObjectNode schemas;

    ApiDescription(String server) {
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", "Countersign").put("version", "v1");
        document.putArray("servers").addObject().put("url", server);
        document.putArray("security").addObject().putArray("managementKey");
        this.paths = document.putObject("paths");
        var components = document.putObject("components");
        components.putObject("securitySchemes").putObject("managementKey").put("type", "http").put("scheme", "bearer");
        this.schemas = components.putObject("schemas");
    }

    /** Adds a service's own document. */
    ApiDescription with(String service, String openApi) {
        var part = JSON.readTree(openApi.replace(SCHEMAS, SCHEMAS + service + "."));
        properties(part.path("paths")).forEach(path -> paths.set(path.getKey(), path.getValue()));
        properties(part.path("components").path("schemas"))
                .forEach(schema -> schemas.set(service + "." + schema.getKey(), schema.getValue()));
        return this;
    }

    private static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode object) {
        return object.properties();
    }

    String json() {
        return document.toString();
    }
}
