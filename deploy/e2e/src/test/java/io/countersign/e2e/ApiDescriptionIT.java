package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What the gateway publishes of the native API (domain.md 2.7); that it is what the controllers say, their own modules hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionIT {
    private static final String ORGANIZATION = "/api/v1/orgs/{orgId}";
    /** Something of every slice; all of it is called by the other journeys. */
    private static final String[] SERVED = Stream
            .of("/servers/{serverId}/disable", "/projects/{projectId}/archive", "/clients/{clientId}/revoke",
                    "/clients/{clientId}/secrets:rotate", "/clients/{clientId}/bindings/{serverId}", "/organization/suspend",
                    "/organization/client-registration", "/organization/client-registration/candidates", "/roles",
                    "/management-keys/{keyId}", "/members/{userId}/access", "/connections:bulkRevoke", "/connections/{connectionId}/revoke",
                    "/connections/groups", "/connections/{connectionId}/timeline",
                    "/events/{eventId}/proof", "/exports/{exportId}/content", "/checkpoints/latest")
            .map(ORGANIZATION::concat)
            .toArray(String[]::new);
    private String published;
    private JsonNode description;

    @BeforeAll
    void read() {
        var publicApi = new PublicApi(Platform.running().target());
        var answer = publicApi.send("GET", "/api/v1/openapi.json", "", "", Map.of());
        published = answer.body();
        description = answer.json();
    }

    @Test
    void itIsValidOpenApi() {
        var read = new OpenAPIV3Parser().readContents(published);
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI()).isNotNull();
    }

    @Test
    void itHasEverySliceAndNothingInternal() {
        assertThat(description.path("paths").propertyNames()).contains(SERVED)
                .contains("/api/v1/orgs", "/api/v1/session", "/api/v1/sessions")
                .allMatch(path -> path.matches("/api/v1/(orgs|sessions?)(/.*)?"));
    }

    @Test
    void whatIsAnsweredIsDescribed() {
        assertThat(answers("/servers", "post").propertyNames()).contains("201").doesNotContain("200");
        assertThat(answers("/servers/{serverId}/enable", "post").propertyNames()).contains("204").doesNotContain("200");
        assertThat(answers("/servers", "get").at("/200/content").propertyNames()).containsExactly("application/json");
        assertThat(answers("/exports/{exportId}/content", "get").at("/200/content").propertyNames()).containsExactly("application/zip");
    }

    private JsonNode answers(String path, String method) {
        return description.path("paths").path(ORGANIZATION + path).path(method).path("responses");
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysHowItRefuses() {
        var operations = description.path("paths").values().stream().flatMap(path -> path.values().stream())
                .filter(operation -> operation.has("responses")).toList();
        assertThat(operations).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.path("responses").propertyNames()).contains("401", "404", "503", "default")
                    .anyMatch(status -> status.startsWith("2"));
            assertThat(operation.at("/responses/default/$ref").asString()).isEqualTo("#/components/responses/Problem");
        }).extracting(operation -> operation.path("operationId").asString()).doesNotHaveDuplicates().doesNotContain("");
        assertThat(description.at("/components/responses/Problem/content").propertyNames()).containsExactly("application/problem+json");
    }
}
