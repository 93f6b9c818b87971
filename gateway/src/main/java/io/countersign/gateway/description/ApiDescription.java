package io.countersign.gateway.description;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document of what each service says of its part. Names of schemas get the service's name in front, so that two services may use
 * the same name for different things. What is not part of the native API is left out. Every operation may be refused with
 * a problem (RFC 9457): by this gateway as written here, by the service in the same form. An answer without a body is 204.
 */
final class ApiDescription {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String OK = "200";
    private static final List<String> REFUSALS = List.of("401", "404", "503", "default");
    /** Of every path about an organization, whether a service looks at it or leaves that to the platform. */
    private static final String ORGANIZATION = """
            {"name":"orgId","in":"path","required":true,"description":"Id or slug of the organization","schema":{"type":"string"}}""";
    private static final String SCHEMES = """
            {"managementKey":{"type":"http","scheme":"bearer","description":"A management key of the organization"},
            "accessToken":{"type":"http","scheme":"bearer","bearerFormat":"JWT",
            "description":"An access token of a person, of the identity provider and for this API"},
            "session":{"type":"apiKey","in":"cookie","name":"__Host-countersign-session",
            "description":"A person's session at this gateway; what changes something sends its CSRF token (GET /api/v1/session) as X-CSRF-Token"}}""";
    private static final String PROBLEM = """
            {"description":"A problem (RFC 9457)","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}""";
    /** Codes are told in words and not as an enumeration: more of them are no change that breaks a client. */
    private static final String PROBLEM_SCHEMA = """
            {"type":"object","description":"Why nothing was done (RFC 9457). The code is stable, the detail is for people.",
            "required":["type","title","status","detail","code"],"properties":{"type":{"type":"string","format":"uri"},
            "title":{"type":"string"},"status":{"type":"integer"},"detail":{"type":"string"},"code":{"type":"string"},
            "correlationId":{"type":"string","description":"In the logs of every part that saw the request"},
            "decisionId":{"type":"string","description":"Of a refusal whose reasons GET …/decisions/{decisionId} tells"},
            "errors":{"type":"array","description":"Of validation_failed","items":{"type":"object","required":["field","message"],
            "properties":{"field":{"type":"string"},"message":{"type":"string"}}}}}}""";
    private final JsonNode examples;
    private final ObjectNode document = JSON.createObjectNode();
    private final ObjectNode paths;
    private final ObjectNode schemas;

    /**
     * @param examples of bodies, by method and path
     * @param problems what each code means
     */
    ApiDescription(String server, String examples, String problems) {
        this.examples = JSON.readTree(examples);
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", "Countersign").put("version", "v1");
        document.putArray("servers").addObject().put("url", server);
        var security = document.putArray("security");
        this.paths = document.putObject("paths");
        var components = document.putObject("components");
        var schemes = JSON.readTree(SCHEMES).asObject();
        components.set("securitySchemes", schemes);
        schemes.propertyNames().forEach(scheme -> security.addObject().putArray(scheme));
        components.putObject("responses").set("Problem", JSON.readTree(PROBLEM));
        this.schemas = components.putObject("schemas");
        schemas.set("Problem", problem(JSON.readTree(problems)));
    }

    private static ObjectNode problem(JsonNode meanings) {
        var schema = JSON.readTree(PROBLEM_SCHEMA).asObject();
        var table = meanings.properties().stream().map(code -> "| `%s` | %s |".formatted(code.getKey(), code.getValue().asString()))
                .collect(Collectors.joining("\n", "| code | meaning |\n|---|---|\n", ""));
        schema.withObject("properties").withObject("code").put("description", "One of these; more may come.\n\n" + table);
        return schema;
    }

    /** Adds a service's own document. */
    ApiDescription with(String service, String openApi) {
        var part = JSON.readTree(openApi.replace(SCHEMAS, SCHEMAS + service + "."));
        part.path("paths").properties().stream()
                .forEach(path -> add(path.getKey(), completed(service, path.getKey(), path.getValue())));
        part.path("components").path("schemas").properties()
                .forEach(schema -> schemas.set(service + "." + schema.getKey(), schema.getValue()));
        return this;
    }

    private void add(String address, JsonNode path) {
        if (paths.has(address)) {
            throw new IllegalArgumentException(address + " is described by two parts");
        }
        paths.set(address, path);
    }

    private JsonNode completed(String service, String address, JsonNode path) {
        if (address.contains("{orgId}")) {
            path.asObject().putArray("parameters").add(JSON.readTree(ORGANIZATION));
        }
        path.properties().stream().filter(member -> member.getValue().has("responses"))
                .forEach(method -> complete(service, method.getKey().toUpperCase(Locale.ROOT) + " " + address,
                        method.getValue().asObject()));
        return path;
    }

    private void complete(String service, String call, ObjectNode operation) {
        name(service, operation);
        var body = operation.at("/requestBody/content/application~1json");
        if (body.isObject() && examples.has(call)) {
            body.asObject().set("example", examples.get(call));
        }
        var responses = operation.withObject("responses");
        if (responses.has(OK) && !responses.path(OK).has("content")) {
            responses.set("204", responses.remove(OK));
        }
        REFUSALS.forEach(status -> responses.putObject(status).put("$ref", "#/components/responses/Problem"));
    }

    /** After what it is about and what it does there, for example {@code server.enable}, whichever class of the service has it. */
    private static void name(String service, ObjectNode operation) {
        var subject = operation.path("tags").path(0).asString(service).replaceFirst("(-overview)?-controller$", "");
        var act = operation.path("operationId").asString().replaceFirst("_\\d+$", "");
        operation.put("operationId", subject + "." + act);
        operation.putArray("tags").add(words(subject.replace('-', ' ')));
        if (!operation.has("summary")) {
            operation.put("summary", words(act.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)));
        }
    }

    private static String words(String lower) {
        return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }

    String json() {
        return document.toString();
    }
}
