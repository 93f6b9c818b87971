package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.RunningRegistry.Answer;
import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.starter.passport.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The way of a machine client through the registry, answered from the log. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryWritesTest {
    private RunningRegistry registry;
    private Passport owner;
    private Passport service;
    private String api;

    @BeforeAll
    void start(@TempDir Path directory) {
        registry = new RunningRegistry(directory);
        owner = registry.owner();
        service = registry.with(String.valueOf(owner.organization()), "service", "service");
        api = "/api/v1/orgs/" + owner.organization();
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Test
    void theBootstrapMakesAnOrganizationAndTwoKeysThatOnlyItsOwnerMayRead() throws IOException {
        var shown = registry.bootstrap();
        var key = shown.at("/auditorKey").asString();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(registry.bootstrapFile()))).isEqualTo("rw-------");
        var caller = authenticate(key);
        assertThat(caller.status()).isEqualTo(200);
        assertThat(caller.text("/organizationSlug")).isEqualTo("acme");
        assertThat(caller.text("/roles/0")).isEqualTo("auditor");
        assertThat(authenticate(key.substring(0, key.length() - 1) + "_").status()).isEqualTo(404);
        assertThat(registry.get(service, "/internal/organizations/acme").text("/organizationId")).isEqualTo(owner.organization());
    }

    @Test
    void aClientIsAuthorizedForTheServerItIsBoundToUnderTheSequenceOfItsBinding() {
        var project = project("Billing");
        var server = server(project, "billing");
        var client = client(project, "Nightly report");

        assertThat(authorization(client, server).text("/code")).isEqualTo("client_not_bound");
        var bound = bind(client, server, "sample:read");
        var answer = authorization(client, server);

        assertThat(answer.status()).isEqualTo(200);
        assertThat("\"" + answer.text("/bindingSequence") + "\"").isEqualTo(bound.header("ETag"));
        assertThat(answer.text("/allowedScopes/0")).isEqualTo("sample:read");
        assertThat(answer.body().at("/access").size()).isEqualTo(5);
        assertThat(answer.text("/client/secrets/0/hash")).isEqualTo(new OneTimeSecret(client.text("/clientSecret")).hash());
        assertThat(answer.text("/server/resource")).isEqualTo("http://127.0.0.1:8080/o/acme/mcp/billing");
    }

    @Test
    void bindingAgainRaisesTheEpochAndSoDoesTakingAScopeAway() {
        var project = project("Epochs");
        var server = server(project, "epochs");
        var client = client(project, "Epoch client");
        bind(client, server, "sample:read\",\"sample:admin");
        var first = authorization(client, server).body().at("/bindingSequence").asLong();

        assertThat(bind(client, server, "sample:read\",\"sample:admin").header("ETag")).isEqualTo("\"" + first + "\"");
        bind(client, server, "sample:read");
        var narrowed = authorization(client, server).body().at("/bindingSequence").asLong();
        registry.post(owner, api + "/clients/" + client.text("/id") + "/bindings",
                "{\"serverId\":\"" + server.text("/id") + "\",\"scopes\":[\"sample:read\"]}");
        var again = authorization(client, server).body().at("/bindingSequence").asLong();

        assertThat(narrowed).isGreaterThan(first);
        assertThat(again).isGreaterThan(narrowed);
        assertThat(authorization(client, server).body().at("/previousBindingSequence").asLong()).isEqualTo(narrowed);
    }

    @Test
    void aSlugAndANameBelongToOne() {
        var project = project("Unique");
        server(project, "unique");
        client(project, "Same name");

        var server = registry.post(owner, api + "/servers", serverJson(project, "unique"));
        var client = registry.post(owner, api + "/clients", clientJson(project, "SAME NAME"));

        assertThat(server.status()).isEqualTo(409);
        assertThat(server.text("/code")).isEqualTo("already_exists");
        assertThat(client.status()).isEqualTo(409);
    }

    @Test
    void theNameOfADeletedClientIsFreeAgain() {
        var project = project("Names");
        var client = client(project, "Phoenix");

        assertThat(registry.send(owner, api + "/clients/" + client.text("/id"), "DELETE", "").status()).isEqualTo(204);

        assertThat(client(project, "Phoenix").status()).isEqualTo(201);
    }

    @Test
    void anotherOrganizationsIdsAreUnknown() {
        var project = project("Mine");
        var client = client(project, "Mine");
        var stranger = registry.with("org-01ARZ3NDEKTSV4RRFFQ69G5FAV", "session", "owner");

        var through = registry.post(stranger, "/api/v1/orgs/org-01ARZ3NDEKTSV4RRFFQ69G5FAV/clients/" + client.text("/id") + "/disable",
                "{}");
        var direct = registry.post(stranger, api + "/clients/" + client.text("/id") + "/disable", "{}");

        assertThat(through.status()).isEqualTo(404);
        assertThat(through.text("/code")).isEqualTo("not_found");
        assertThat(direct.status()).isEqualTo(404);
    }

    @Test
    void aRevokedClientStaysRevoked() {
        var client = client(project("Revoked"), "Revoked");
        var path = api + "/clients/" + client.text("/id");

        assertThat(registry.post(owner, path + "/revoke", "{\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(204);
        var enabled = registry.post(owner, path + "/enable", "");

        assertThat(enabled.status()).isEqualTo(409);
        assertThat(enabled.text("/code")).isEqualTo("already_terminal");
        assertThat(registry.get(service, "/internal/clients/" + client.text("/id")).text("/status")).isEqualTo("REVOKED");
    }

    @Test
    void aStaleVersionIsAConflict() {
        var client = client(project("Versions"), "Versions");
        var path = api + "/clients/" + client.text("/id");

        var stale = registry.send(owner, path, "PATCH", "{\"name\":\"Other\"}", "If-Match", "\"0\"");
        var current = registry.send(owner, path, "PATCH", "{\"name\":\"Other\"}", "If-Match", client.header("ETag"));

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("/code")).isEqualTo("version_conflict");
        assertThat(current.status()).isEqualTo(204);
    }

    @Test
    void aManagementKeyCannotChangeRoles() {
        var request = "{\"userId\":\"usr-2\",\"role\":\"auditor\"}";

        var byKey = registry.post(owner, api + "/roles", request);
        var byPerson = registry.post(registry.with(String.valueOf(owner.organization()), "session", "owner"), api + "/roles", request);
        var roles = registry.get(service, "/internal/organizations/acme/users/usr-2/roles");

        assertThat(byKey.status()).isEqualTo(401);
        assertThat(byKey.text("/code")).isEqualTo("step_up_required");
        assertThat(byPerson.status()).isEqualTo(204);
        assertThat(roles.text("/roles/0")).isEqualTo("auditor");
    }

    @Test
    void aPrivateKeyIsNotAccepted() {
        var body = "{\"projectId\":\"" + project("Keys") + "\",\"name\":\"Signs\",\"tokenEndpointAuthMethod\":\"private_key_jwt\","
                + "\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}]}}";

        var answer = registry.post(owner, api + "/clients", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/field")).isEqualTo("jwks");
    }

    @Test
    void anAuditorChangesNothing() {
        var auditor = registry.with(String.valueOf(owner.organization()), "management_key", "auditor");

        assertThat(registry.post(auditor, api + "/projects", "{\"name\":\"No\"}").status()).isEqualTo(403);
        assertThat(registry.get(auditor, api + "/projects").status()).isEqualTo(200);
    }

    @Test
    void internalAnswersAreForServices() {
        assertThat(registry.get(owner, "/internal/organizations/acme").status()).isEqualTo(403);
    }

    @Test
    void whoSendsTheReceiptReadsItsOwnWrite() {
        var project = project("Listed");
        var server = server(project, "listed");
        var client = client(project, "Listed client");
        var bound = bind(client, server, "sample:read");

        var read = registry.get(owner, api + "/clients/" + client.text("/id"), "Countersign-Receipt", bound.header("Countersign-Receipt"));
        var list = registry.get(owner, api + "/clients?projectId=" + project + "&status=ACTIVE&q=LISTED");

        assertThat(read.status()).as(read.response().body()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo(bound.header("ETag"));
        assertThat(read.text("/bindings/0/serverId")).isEqualTo(server.text("/id"));
        assertThat(read.response().body()).doesNotContain(client.text("/clientSecret"));
        assertThat(list.body().at("/items").size()).isEqualTo(1);
        assertThat(list.text("/items/0/id")).isEqualTo(client.text("/id"));
    }

    @Test
    void aProjectAdministratorSeesItsProjectsOnly() {
        var mine = project("Administered");
        var other = project("Not administered");
        var last = client(other, "Hidden");
        var admin = registry.with(String.valueOf(owner.organization()), "session", "project-admin:" + mine);

        var hidden = registry.get(admin, api + "/clients/" + last.text("/id"), "Countersign-Receipt", last.header("Countersign-Receipt"));

        assertThat(hidden.status()).isEqualTo(404);
        assertThat(registry.post(admin, api + "/clients", clientJson(other, "Not mine")).status()).isEqualTo(403);
        assertThat(registry.post(admin, api + "/clients", clientJson(mine, "Mine alone")).status()).isEqualTo(201);
    }

    @Test
    void theApiDescribesItself() {
        var description = registry.get(service, "/internal/openapi").body();

        assertThat(description.at("/info/title").asString()).isEqualTo("Countersign registry");
        assertThat(description.at("/paths").propertyNames()).contains("/api/v1/orgs/{orgId}/servers", "/api/v1/orgs/{orgId}/clients")
                .noneMatch(path -> path.startsWith("/internal"));
        assertThat(description.at("/paths/~1api~1v1~1orgs~1{orgId}~1servers/get/parameters").findValuesAsString("name"))
                .contains("limit", "cursor", "status").doesNotContain("after", "caller", "page");
    }

    private Answer authenticate(String key) {
        var separator = key.indexOf('_', 4);
        return registry.post(service, "/internal/management-keys/authenticate", "{\"keyId\":\"" + key.substring(4, separator)
                + "\",\"secretHash\":\"" + new OneTimeSecret(key.substring(separator + 1)).hash() + "\"}");
    }

    private Answer authorization(Answer client, Answer server) {
        return registry.post(service, "/internal/authorizations", "{\"organizationId\":\"" + owner.organization() + "\",\"clientId\":\""
                + client.text("/id") + "\",\"resource\":\"" + server.text("/resource") + "\"}");
    }

    private Answer bind(Answer client, Answer server, String scopes) {
        return registry.send(owner, api + "/clients/" + client.text("/id") + "/bindings/" + server.text("/id"), "PUT",
                "{\"scopes\":[\"" + scopes + "\"]}");
    }

    private String project(String name) {
        var answer = registry.post(owner, api + "/projects", "{\"name\":\"" + name + "\"}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.text("/id");
    }

    private Answer server(String project, String slug) {
        var answer = registry.post(owner, api + "/servers", serverJson(project, slug));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }

    private Answer client(String project, String name) {
        var answer = registry.post(owner, api + "/clients", clientJson(project, name));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }

    private static String serverJson(String project, String slug) {
        return """
                {"projectId":"%s","slug":"%s","name":"Server %s","upstreamUrl":"http://127.0.0.1:8085/mcp",
                 "scopes":[{"name":"sample:read","description":"Read"},{"name":"sample:admin"}],
                 "challengeScopes":["sample:read"],"toolScopes":{"secret_report":["sample:admin"]}}""".formatted(project, slug, slug);
    }

    private static String clientJson(String project, String name) {
        return "{\"projectId\":\"%s\",\"name\":\"%s\",\"grantTypes\":[\"client_credentials\"]}".formatted(project, name);
    }
}
