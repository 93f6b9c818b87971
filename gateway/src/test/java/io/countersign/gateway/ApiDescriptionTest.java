package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.description.PublishedDescription;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springdoc.webflux.api.OpenApiWebfluxResource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(properties = {"springdoc.api-docs.enabled=true", "springdoc.api-docs.path=/internal/openapi",
        "springdoc.paths-to-match=/api/v1/orgs/**,/api/v1/session,/api/v1/sessions/**", "springdoc.writer-with-order-by-keys=true",
        "springdoc.default-produces-media-type=application/json"})
class ApiDescriptionTest extends GatewayTest {
    @Autowired
    OpenApiWebfluxResource controllers;

    @DynamicPropertySource
    static void own(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
    }

    private String description() {
        var answer = send("/api/v1/openapi.json", request -> request);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void theGatewaysOwnPartIsPublishedAsItIs() throws Exception {
        var found = controllers.openapiJson(MockServerHttpRequest.get("/internal/openapi").build(), "/internal/openapi", Locale.ENGLISH)
                .block();
        PublishedDescription.is("gateway", json(new String(found, StandardCharsets.UTF_8)));
    }

    @Test
    void itIsValidAndWholeWhoeverIsAway() {
        PEERS.silent = true;
        var published = description();
        var read = new OpenAPIV3Parser().readContents(published);
        assertThat(read.getMessages()).isEmpty();
        assertThat(json(published).path("paths").propertyNames()).contains("/api/v1/session").contains(of("/me"), of("/servers"),
                of("/members"), of("/connections"), of("/events"));
        assertThat(json(published).at("/servers/0/url").asString()).isEqualTo(BASE);
    }

    /** What is always there and what may be missing, headers, and an example for every body. */
    @Test
    void itSaysWhatIsThereAndWhatAChangeTakes() {
        var api = json(description());
        assertThat(api.at("/components/schemas/gateway.Me/required").valueStream().map(JsonNode::asString)).contains("userId", "roles")
                .doesNotContain("name");
        var servers = api.path("paths").path(of("/servers"));
        assertThat(servers.at("/post/parameters").valueStream().map(each -> each.path("name").asString())).contains("Idempotency-Key");
        assertThat(servers.at("/post/responses/201/headers").propertyNames()).contains("ETag", "Countersign-Receipt");
        assertThat(servers.at("/get/parameters").valueStream().map(each -> each.path("name").asString())).contains("Countersign-Receipt");
        api.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("requestBody"))
                .forEach(method -> assertThat(method.getValue().at("/requestBody/content/application~1json/example").isObject())
                        .as("%s %s has an example (openapi/examples.json)", method.getKey(), path.getKey()).isTrue()));
    }

    /** Every refusal that a test of any service sees is checked against this list. */
    @Test
    void itExplainsEveryCodeOfAProblem() {
        var problem = json(description()).at("/components/schemas/Problem/properties");

        assertThat(problem.at("/code/description").asString())
                .contains("| `version_conflict` | There is a newer version than If-Match names |");
        assertThat(problem.propertyNames()).contains("decisionId", "errors");
    }

    private static String of(String resource) {
        return "/api/v1/orgs/{orgId}" + resource;
    }

    /** Read by people, and nothing of it comes from elsewhere. */
    @Test
    void aPageShowsItAndLoadsNothingFromAnywhereElse() {
        var page = send("/api/v1/docs", request -> request);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'", "script-src 'self'");
        var loaded = Jsoup.parse(page.body()).select("[src],[spec-url]").eachAttr("src");
        assertThat(loaded).containsExactly("/api/v1/docs/redoc.js");
        var script = send(loaded.getFirst(), request -> request);
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
    }
}
