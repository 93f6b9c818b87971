package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.env.Environment;

/** The way of a machine client through the registry, answered from the log. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryWritesTest {
    private RunningRegistry registry;
    private Acme acme;
    private Passport owner;
    private Passport service;
    private String api;

    @BeforeAll
    void start(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
        owner = acme.owner;
        service = acme.service;
        api = acme.api;
    }

    @Test
    void theBootstrapMakesAnOrganizationAndTwoKeysThatOnlyItsOwnerMayRead() throws IOException {
        var shown = registry.bootstrap("acme");
        var key = shown.at("/auditorKey").asString();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(registry.bootstrapFile("acme")))).isEqualTo("rw-------");
        var caller = authenticate(key);
        assertThat(caller.status()).isEqualTo(200);
        assertThat(caller.text("/organizationSlug")).isEqualTo("acme");
        assertThat(caller.text("/roles/0")).isEqualTo("auditor");
        assertThat(authenticate(key.substring(0, key.length() - 1) + "_").status()).isEqualTo(404);
        assertThat(registry.get(service, "/internal/organizations/acme").text("/organizationId")).isEqualTo(owner.organization());
    }

    /** Roles are changed by an owner who signed in (C-3); somebody has to be the first. */
    @Test
    void theBootstrapNamesTheFirstOwnersAndAuditors() {
        var users = "/internal/organizations/acme/users/";

        assertThat(registry.get(service, users + "usr-founder/roles").body().at("/roles").toString()).isEqualTo("[\"owner\"]");
        assertThat(registry.get(service, users + "usr-partner/roles").body().at("/roles").toString()).isEqualTo("[\"auditor\",\"owner\"]");
        assertThat(registry.get(service, "/internal/organizations/globex/users/usr-founder/roles").body().at("/roles").size()).isZero();
        assertThat(registry.post(registry.person(acme.id, "usr-founder", "owner"), acme.api + "/roles",
                "{\"userId\":\"usr-second\",\"role\":\"owner\"}").status()).isEqualTo(204);
    }

    @Test
    void everyOrganizationOfTheBootstrapHasItsOwnIdNameAndKeys() {
        var globex = registry.get(registry.owner("globex"), "/api/v1/orgs/" + registry.organization("globex") + "/organization");

        assertThat(globex.text("/slug")).isEqualTo("globex");
        assertThat(globex.text("/name")).isEqualTo("Globex Inc");
        assertThat(authenticate(registry.bootstrap("globex").at("/ownerKey").asString()).text("/organizationSlug")).isEqualTo("globex");
        assertThat(registry.organization("globex")).isNotEqualTo(acme.id);
    }

    @Test
    void anUpstreamThatIsAPartOfThePlatformIsNotRegistered() {
        var management = registry.bean(Environment.class).getProperty("local.management.port");
        var project = acme.project("Management");
        var inside = registry.post(owner, api + "/servers", Acme.serverJson(project, "management").replace("http://127.0.0.1:8085/mcp",
                "http://127.0.0.1:" + management + "/actuator/deadletters"));
        var server = acme.server(project, "honest");
        var moved = registry.send(owner, api + "/servers/" + server.text("/id"), "PATCH",
                "{\"upstreamUrl\":\"https://10.0.0.7/mcp\"}");

        for (var refused : List.of(inside, moved)) {
            assertThat(refused.status()).as(refused.content()).isEqualTo(422);
            assertThat(refused.text("/code")).isEqualTo("ssrf_blocked");
        }
    }

    @Test
    void aClientIsAuthorizedForTheServerItIsBoundToUnderTheSequenceOfItsBinding() {
        var project = acme.project("Billing");
        var server = acme.server(project, "billing");
        var client = acme.client(project, "Nightly report");

        assertThat(acme.authorization(client, server).text("/code")).isEqualTo("client_not_bound");
        var bound = acme.bind(client, server, "sample:read");
        var answer = acme.authorization(client, server);

        assertThat(answer.status()).isEqualTo(200);
        assertThat("\"" + answer.text("/bindingSequence") + "\"").isEqualTo(bound.header("ETag"));
        assertThat(answer.text("/allowedScopes/0")).isEqualTo("sample:read");
        assertThat(answer.body().at("/access").size()).isEqualTo(5);
        assertThat(answer.text("/client/secrets/0/hash")).isEqualTo(new OneTimeSecret(client.text("/clientSecret")).hash());
        assertThat(answer.text("/server/resource")).isEqualTo("http://127.0.0.1:8080/o/acme/mcp/billing");
    }

    @Test
    void renewingRaisesTheEpochAndSoDoesTakingAScopeAway() {
        var project = acme.project("Epochs");
        var server = acme.server(project, "epochs");
        var client = acme.client(project, "Epoch client");
        acme.bind(client, server, "sample:read", "sample:admin");
        var first = acme.authorization(client, server).body().at("/bindingSequence").asLong();

        assertThat(acme.bind(client, server, "sample:read", "sample:admin").header("ETag")).isEqualTo("\"" + first + "\"");
        acme.bind(client, server, "sample:read");
        var narrowed = acme.authorization(client, server).body().at("/bindingSequence").asLong();
        acme.renew(owner, client, server);
        var again = acme.authorization(client, server).body().at("/bindingSequence").asLong();

        assertThat(narrowed).isGreaterThan(first);
        assertThat(again).isGreaterThan(narrowed);
        assertThat(acme.authorization(client, server).body().at("/previousBindingSequence").asLong()).isEqualTo(narrowed);
    }

    @Test
    void aSlugAndANameBelongToOne() {
        var project = acme.project("Unique");
        acme.server(project, "unique");
        acme.client(project, "Same name");

        var server = registry.post(owner, api + "/servers", Acme.serverJson(project, "unique"));
        var client = registry.post(owner, api + "/clients", Acme.clientJson(project, "SAME NAME"));

        assertThat(server.status()).isEqualTo(409);
        assertThat(server.text("/code")).isEqualTo("already_exists");
        assertThat(client.status()).isEqualTo(409);
    }

    @Test
    void theNameOfADeletedClientIsFreeAgain() {
        var project = acme.project("Names");
        var client = acme.client(project, "Phoenix");

        assertThat(registry.send(owner, api + "/clients/" + client.text("/id") + "?confirm=Phoenix", "DELETE", "").status()).isEqualTo(204);

        assertThat(acme.client(project, "Phoenix").status()).isEqualTo(201);
    }

    @Test
    void anotherOrganizationsIdsAreUnknown() {
        var project = acme.project("Mine");
        var client = acme.client(project, "Mine");
        var stranger = registry.person("org-01ARZ3NDEKTSV4RRFFQ69G5FAV", "usr-1", "owner");

        var through = registry.post(stranger, "/api/v1/orgs/org-01ARZ3NDEKTSV4RRFFQ69G5FAV/clients/" + client.text("/id") + "/disable",
                "{}");
        var direct = registry.post(stranger, api + "/clients/" + client.text("/id") + "/disable", "{}");

        assertThat(through.status()).isEqualTo(404);
        assertThat(through.text("/code")).isEqualTo("not_found");
        assertThat(direct.status()).isEqualTo(404);
    }

    @Test
    void aRevokedClientStaysRevoked() {
        var client = acme.client(acme.project("Revoked"), "Revoked");
        var path = api + "/clients/" + client.text("/id");

        assertThat(registry.post(owner, path + "/revoke", "{\"confirm\":\"Revoked\",\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(204);
        var enabled = registry.post(owner, path + "/enable", "");

        assertThat(enabled.status()).isEqualTo(409);
        assertThat(enabled.text("/code")).isEqualTo("already_terminal");
        assertThat(registry.get(service, "/internal/clients/" + client.text("/id")).text("/status")).isEqualTo("REVOKED");
    }

    @Test
    void aStaleVersionIsAConflict() {
        var client = acme.client(acme.project("Versions"), "Versions");
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
        var byPerson = registry.post(registry.person(acme.id, "usr-1", "owner"), api + "/roles", request);
        var roles = registry.get(service, "/internal/organizations/acme/users/usr-2/roles");

        assertThat(byKey.status()).isEqualTo(403);
        assertThat(byKey.text("/code")).isEqualTo("person_required");
        assertThat(byPerson.status()).isEqualTo(204);
        assertThat(roles.text("/roles/0")).isEqualTo("auditor");
    }

    /** RFC 7662 section 2.1: who asks about tokens proves who it is, and a client without a grant does nothing else. */
    @Test
    void aResourceServerIsAConfidentialClientWithoutAGrant() {
        var body = "{\"projectId\":\"" + acme.project("Resource servers") + "\",\"name\":\"Asks\",\"grantTypes\":[]";

        var confidential = registry.post(owner, api + "/clients", body + "}");
        var open = registry.post(owner, api + "/clients", body + ",\"tokenEndpointAuthMethod\":\"none\"}");

        assertThat(confidential.status()).as(confidential.content()).isEqualTo(201);
        assertThat(confidential.text("/clientSecret")).isNotEmpty();
        assertThat(open.status()).isEqualTo(422);
        assertThat(open.text("/errors/0/field")).isEqualTo("grantTypes");
    }

    @Test
    void aPrivateKeyIsNotAccepted() {
        var body = "{\"projectId\":\"" + acme.project("Keys") + "\",\"name\":\"Signs\",\"tokenEndpointAuthMethod\":\"private_key_jwt\","
                + "\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}]}}";

        var answer = registry.post(owner, api + "/clients", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/field")).isEqualTo("jwks");
    }

    @Test
    void anAuditorChangesNothing() {
        var auditor = registry.key(acme.id, "auditor");

        assertThat(registry.post(auditor, api + "/projects", "{\"name\":\"No\"}").status()).isEqualTo(403);
        assertThat(registry.get(auditor, api + "/projects").status()).isEqualTo(200);
    }

    @Test
    void internalAnswersAreForServices() {
        assertThat(registry.get(owner, "/internal/organizations/acme").status()).isEqualTo(403);
    }

    @Test
    void whoSendsTheReceiptReadsItsOwnWrite() {
        var project = acme.project("Listed");
        var server = acme.server(project, "listed");
        var client = acme.client(project, "Listed client");
        var bound = acme.bind(client, server, "sample:read");

        var read = registry.get(owner, api + "/clients/" + client.text("/id"), "Countersign-Receipt", bound.header("Countersign-Receipt"));
        var list = registry.get(owner, api + "/clients?projectId=" + project + "&status=ACTIVE&q=LISTED");

        assertThat(read.status()).as(read.content()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo(bound.header("ETag"));
        assertThat(read.text("/bindings/0/serverId")).isEqualTo(server.text("/id"));
        assertThat(read.content()).doesNotContain(client.text("/clientSecret"));
        assertThat(list.body().at("/items").size()).isEqualTo(1);
        assertThat(list.text("/items/0/id")).isEqualTo(client.text("/id"));
    }

    @Test
    void aProjectAdministratorSeesItsProjectsOnly() {
        var mine = acme.project("Administered");
        var other = acme.project("Not administered");
        var last = acme.client(other, "Hidden");
        var admin = registry.person(acme.id, "usr-1", "project-admin:" + mine);

        var hidden = registry.get(admin, api + "/clients/" + last.text("/id"), "Countersign-Receipt", last.header("Countersign-Receipt"));

        assertThat(hidden.status()).isEqualTo(404);
        assertThat(registry.post(admin, api + "/clients", Acme.clientJson(other, "Not mine")).status()).isEqualTo(404);
        assertThat(registry.post(admin, api + "/clients/" + last.text("/id") + "/disable", "{\"reasonCode\":\"ADMIN\"}").status())
                .isEqualTo(404);
        assertThat(registry.post(admin, api + "/clients", Acme.clientJson(mine, "Mine alone")).status()).isEqualTo(201);
    }

    private Answer authenticate(String key) {
        var separator = key.indexOf('_', 4);
        return registry.post(service, "/internal/management-keys/authenticate", "{\"keyId\":\"" + key.substring(4, separator)
                + "\",\"secretHash\":\"" + new OneTimeSecret(key.substring(separator + 1)).hash() + "\"}");
    }
}
