package io.countersign.e2e;

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
 * @param query  what its query may say: schemas by name
 * @param fields what its body may say: schemas by name
 */
record Operation(String method, String path, List<String> names, boolean takesBody, Map<String, JsonNode> query,
        Map<String, JsonNode> fields) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

    /** What the operations with a body accept; ids as in their paths. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /projects", "{\"name\":\"A project\"}"),
            Map.entry("PATCH /projects/{projectId}", "{\"name\":\"A project\"}"),
            Map.entry("POST /projects/{projectId}/archive", "{\"confirm\":\"A project\"}"),
            Map.entry("POST /servers",
                    "{\"projectId\":\"{projectId}\",\"slug\":\"a-server\",\"name\":\"A server\",\"upstreamUrl\":\"http://127.0.0.1:9/mcp\",\"scopes\":[{\"name\":\"a:b\"}]}"),
            Map.entry("PATCH /servers/{serverId}", "{\"name\":\"A server\"}"),
            Map.entry("POST /servers/{serverId}/enable", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /servers/{serverId}/disable", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /servers/{serverId}/revoke-all", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients", "{\"projectId\":\"{projectId}\",\"name\":\"A client\"}"),
            Map.entry("POST /clients/by-metadata-url",
                    "{\"projectId\":\"{projectId}\",\"metadataUrl\":\"https://client.invalid/client.json\"}"),
            Map.entry("PATCH /clients/{clientId}", "{\"name\":\"A client\"}"),
            Map.entry("POST /clients/{clientId}/enable", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients/{clientId}/disable", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients/{clientId}/revoke-all", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients/{clientId}/revoke", "{\"confirm\":\"A client\",\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients/{clientId}/secrets", "{\"expiresAt\":\"2030-01-01T00:00:00Z\"}"),
            Map.entry("POST /clients/{clientId}/secrets:rotate", "{\"overlapSeconds\":60}"),
            Map.entry("PUT /clients/{clientId}/bindings/{serverId}", "{\"scopes\":[\"sample:read\"]}"),
            Map.entry("POST /clients/{clientId}/bindings/{serverId}/renew", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients/{clientId}/bindings/{serverId}/reject", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /clients/{clientId}/refused-redirect-uris:admit", "{\"redirectUri\":\"https://a.example/callback\"}"),
            Map.entry("POST /management-keys", "{\"name\":\"A key\",\"roles\":[\"auditor\"]}"),
            Map.entry("POST /management-keys/{keyId}/rotate", "{\"overlapSeconds\":60}"),
            Map.entry("PATCH /organization", "{\"name\":\"An organization\"}"),
            Map.entry("PATCH /organization/settings", "{\"revokedVisibleDays\":90}"),
            Map.entry("PUT /organization/client-registration",
                    "{\"dynamic\":false,\"privateUseRedirects\":false,\"metadataDocuments\":false,\"protectedRegistration\":false}"),
            Map.entry("POST /organization/client-registration/initial-access-tokens",
                    "{\"uses\":1,\"expiresAt\":\"{inAMonth}\"}"),
            Map.entry("POST /organization/suspend", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /organization/resume", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /organization/close", "{\"confirm\":\"An organization\",\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /organization/appoint-owner", "{\"userId\":\"usr-1\",\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /roles", "{\"userId\":\"usr-1\",\"role\":\"auditor\"}"),
            Map.entry("DELETE /roles", "{\"userId\":\"usr-1\",\"role\":\"auditor\"}"),
            Map.entry("POST /members/{userId}/access", "{\"enabled\":false,\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /members/{userId}/revoke-all", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /members:bulkRevoke", "{\"userIds\":[\"usr-1\"],\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /leavers/confirm", "{\"setId\":\"3q2-7zJ1kq0tQ5nS8yX4vB6cD9eF0gH1iJ2kL3mN4oP\"}"),
            Map.entry("POST /consents/{consentId}/withdraw", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /consents/{consentId}/reduce", "{\"scopes\":[\"sample:read\"],\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /connections/{connectionId}/revoke", "{\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /connections:bulkRevoke",
                    "{\"targets\":[{\"connectionId\":\"{connectionId}\"}],\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /connections:bulkDelete",
                    "{\"targets\":[{\"connectionId\":\"{connectionId}\"}],\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /connections:breakGlassRevoke", "{\"connectionIds\":[\"{connectionId}\"],\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /tokens/{jti}/revoke", "{\"connectionId\":\"{connectionId}\",\"reasonCode\":\"ADMIN\"}"),
            Map.entry("POST /bulk-operations/preview", "{\"action\":\"REVOKE\",\"selector\":{\"clientId\":\"cli-1\"}}"),
            Map.entry("POST /bulk-operations",
                    "{\"action\":\"REVOKE\",\"selector\":{\"clientId\":\"cli-1\"},\"reasonCode\":\"ADMIN\",\"digest\":\""
                            + "0".repeat(64) + "\"}"),
            Map.entry("POST /tokens/personal", "{\"serverId\":\"{serverId}\",\"scopes\":[\"sample:read\"],\"days\":30}"),
            Map.entry("POST /exports", "{}"));

    static Operation of(String method, String path, JsonNode description, JsonNode document) {
        var query = description.path("parameters").valueStream().filter(each -> each.path("in").asString("").equals("query"))
                .collect(Collectors.toMap(each -> each.path("name").asString(), each -> resolved(each.path("schema"), document)));
        var fields = resolved(description.at("/requestBody/content/application~1json/schema"), document).path("properties").properties()
                .stream().collect(Collectors.toMap(Map.Entry::getKey, each -> resolved(each.getValue(), document)));
        return new Operation(method.toUpperCase(Locale.ROOT), path, NAME.matcher(path).results().map(found -> found.group(1)).toList(),
                description.has("requestBody"), query, fields);
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

    /** Whether it is the auditor's. */
    boolean readsHistory() {
        return resource().matches("/(events|exports|checkpoints|timeline).*");
    }

    /** A body it accepts, empty where it takes none. A new operation has to tell here what it accepts. */
    String body() {
        var body = BODIES.get(method + " " + resource());
        if (body == null && takesBody) {
            throw new AssertionError("Nobody said what " + method + " " + resource() + " accepts");
        }
        return body == null ? "" : body.replace("{inAMonth}", Instant.now().plus(Duration.ofDays(30)).toString());
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
