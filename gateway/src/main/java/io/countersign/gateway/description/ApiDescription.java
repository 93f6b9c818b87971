package io.countersign.gateway.description;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document of what each service says of its part. Schema names get the service's name in front, so that two services may use
 * the same name for different things. What is not part of the native API is left out.
 */
final class ApiDescription {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String PUBLIC = "/api/";
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
        part.path("paths").properties().stream().filter(path -> path.getKey().startsWith(PUBLIC))
                .forEach(path -> paths.set(path.getKey(), path.getValue()));
        part.path("components").path("schemas").properties()
                .forEach(schema -> schemas.set(service + "." + schema.getKey(), schema.getValue()));
        return this;
    }

    String json() {
        return document.toString();
    }
}
