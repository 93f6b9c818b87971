package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;

/** The first test needs a gateway that has not heard every service yet, so each has its own. */
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class ApiDescriptionTest extends GatewayTest {
    private HttpResponse<String> description() {
        return send("/api/v1/openapi.json", request -> request);
    }

    @Test
    void aServiceNeverHeardMakesItUnknownAndOneThatWentAwayKeepsItsWord() {
        PEERS.away.add("audit-service");
        var unknown = description();
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(json(unknown.body()).path("code").asString()).isEqualTo("service_unavailable");
        PEERS.away.clear();
        var whole = description();
        assertThat(whole.statusCode()).isEqualTo(200);
        PEERS.away.add("audit-service");
        assertThat(description().body()).isEqualTo(whole.body());
    }

    @Test
    void itIsValidAndHasEveryServicesPathsAndSchemasAndNothingInternal() {
        var read = new OpenAPIV3Parser().readContents(description().body());
        assertThat(read.getMessages()).isEmpty();
        var api = read.getOpenAPI();
        assertThat(api.getPaths()).containsOnlyKeys(List.of("/api/v1/orgs/{organization}/registry", "/api/v1/orgs/{organization}/consent",
                "/api/v1/orgs/{organization}/token", "/api/v1/orgs/{organization}/audit"));
        assertThat(api.getComponents().getSchemas()).containsOnlyKeys("registry.Page", "consent.Page", "token.Page", "audit.Page");
        assertThat(api.getPaths().toString()).contains("#/components/schemas/token.Page").doesNotContain("#/components/schemas/Page");
        assertThat(
                api.getPaths().values().stream().map(PathItem::getGet).filter(operation -> operation.getOperationId().equals("token.list")))
                .singleElement().satisfies(operation -> {
                    assertThat(operation.getTags()).containsExactly("Token");
                    assertThat(operation.getSummary()).isEqualTo("List");
                });
        assertThat(api.getServers()).singleElement().satisfies(server -> assertThat(server.getUrl()).isEqualTo(BASE));
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
