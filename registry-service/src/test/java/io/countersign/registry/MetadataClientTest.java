package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.countersign.registry.client.document.Host;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** CIMD: from an address that nobody knows to a client that a person let in, and what becomes of it. */
class MetadataClientTest extends OpenedOrganization {
    private static final String CALLBACK = "https://app.example/cb";
    private final Host host = new Host();

    MetadataClientTest() {
        super(true);
    }

    @AfterAll
    void close() {
        host.close();
    }

    private Answer find(String url, String person) {
        return registry.post(globex.service, "/internal/clients/by-metadata-url",
                "{\"organizationId\":\"%s\",\"url\":\"%s\"%s}".formatted(globex.id, url,
                        person.isEmpty() ? "" : ",\"forMember\":true"));
    }

    private String published(String path) {
        var url = host.at(path);
        host.publishes(Host.document(url, "App", CALLBACK));
        return url;
    }

    @Test
    void anAddressThatAMemberMeetsIsACandidateAndNothingIsRecorded() {
        var url = published("/candidate");
        var before = globex.events();
        var client = find(url, "usr-1").text("/clientId");
        var told = registry.get(globex.service, "/internal/clients/" + client);

        assertThat(told.text("/registrationMethod")).isEqualTo("CIMD");
        assertThat(told.text("/metadataUrl")).isEqualTo(url);
        assertThat(find(url, "usr-2").text("/clientId")).isEqualTo(client);
        assertThat(globex.events()).isEqualTo(before);
        assertThat(registry.get(globex.owner, globex.api + "/organization/client-registration/candidates?limit=200").content())
                .contains(client);
    }

    /** Nobody who is not signed in makes us fetch anything. */
    @Test
    void withoutAPersonOnlyClientsThatWereLetInAreTold() {
        var url = published("/nobody");
        var asked = host.asked();

        assertThat(find(url, "").text("/code")).isEqualTo("client_unknown");
        assertThat(host.asked()).isEqualTo(asked);
        var client = find(url, "usr-1").text("/clientId");
        globex.admit(client, server);
        assertThat(find(url, "").text("/clientId")).isEqualTo(client);
    }

    @Test
    void aYesRegistersItByItsAddressAndAMemberCannotMakeASecond() {
        var url = published("/registered");
        var client = find(url, "usr-1").text("/clientId");
        var admitted = globex.admit(client, server);

        assertThat(admitted.text("/client/registrationMethod")).as(admitted.content()).isEqualTo("CIMD");
        var receipt = registry.post(globex.owner, globex.api + "/clients/" + client + "/disable", "").header("Countersign-Receipt");
        var seen = registry.get(globex.owner, globex.api + "/clients/" + client, "Countersign-Receipt", receipt);
        registry.post(globex.owner, globex.api + "/clients/" + client + "/enable", "");
        assertThat(registry.get(globex.owner, globex.api + "/clients?registrationMethod=CIMD&limit=200").content()).contains(client);
        assertThat(registry.get(globex.owner, globex.api + "/clients?registrationMethod=MANUAL&limit=200").content())
                .doesNotContain(client);
        var setup = registry.get(globex.owner, globex.api + "/clients/" + client + "/setup?host=CLAUDE_CODE");
        assertThat(setup.text("/0/snippet/text")).contains("--client-id " + url + " ", server.text("/resource"));
        assertThat(registry.get(globex.owner, globex.api + "/clients/" + client + "/setup?serverId=srv-none").status()).isEqualTo(422);
        assertThat(registry.get(globex.owner, globex.api + "/servers/" + server.text("/id") + "/setup").body().size()).isEqualTo(8);
        assertThat(seen.text("/metadataUrl")).isEqualTo(url);
        assertThat(find(url, "usr-9").text("/clientId")).isEqualTo(client);
    }

    /** MG-16. */
    @Test
    void aMemberIsToldHowToConnectToTheServersThatTakeTheirClients() {
        var closed = globex.closed("setup-closed");
        var disabled = globex.opened("setup-disabled");
        var receipt = registry.post(globex.owner, globex.api + "/servers/" + disabled.text("/id") + "/disable", "")
                .header("Countersign-Receipt");
        var member = registry.person(globex.id, "usr-1", "member");

        var told = registry.get(member, globex.api + "/me/setup?host=CLAUDE_CODE&limit=200", "Countersign-Receipt", receipt);

        assertThat(told.content()).contains("claude mcp add --transport http metadataclienttest " + server.text("/resource"))
                .doesNotContain(closed.text("/resource"), disabled.text("/resource"));
        assertThat(registry.get(globex.owner, globex.api + "/me/setup").status()).as("an owner who is no member").isEqualTo(403);
    }

    /** MG-16: what the organization has closed is told to nobody. */
    @Test
    void aMemberIsToldOfTheProgramsThatCanComeToBeKnown() {
        var member = registry.person(globex.id, "usr-1", "member");
        try {
            globex.registration(false, true);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(
                    () -> assertThat(hosts(member)).containsExactly("CLAUDE_CODE", "CLAUDE", "CHATGPT", "VS_CODE", "CODEX"));
            globex.registration(true, true, true);
            assertThat(hosts(member)).as("by invitation only").doesNotContain("OTHER");
            globex.registration(true, false);
            assertThat(hosts(member)).contains("CLAUDE_CODE", "OTHER").as("a scheme of its own").doesNotContain("CURSOR");
            globex.registration(false, false);
            assertThat(hosts(member)).isEmpty();
        } finally {
            globex.registration(true, true);
        }
    }

    /** Of the first server. */
    private List<String> hosts(Passport member) {
        return registry.get(member, globex.api + "/me/setup").body().path("items").path(0).path("hosts").valueStream()
                .map(host -> host.path("host").asString()).toList();
    }

    /** DS-15. */
    @Test
    void aServerMayNameTheDomainsWhoseClientsItTakes() {
        globex.policy(server, "{\"unknownClients\":\"BY_DOMAIN\"}", 422);
        globex.policy(server, "{\"unknownClients\":\"BY_DOMAIN\",\"clientDomains\":[\"*\"]}", 422);
        globex.policy(server, "{\"unknownClients\":\"BY_DOMAIN\",\"clientDomains\":[\"claude.ai\"]}", 204);
        var client = find(published("/domain"), "usr-1").text("/clientId");
        assertThat(globex.admit(client, server).text("/code")).isEqualTo("unknown_clients_closed");
        globex.policy(server, "{\"unknownClients\":\"AUTOMATIC\"}", 204);
        assertThat(globex.admit(client, server).status()).isEqualTo(200);
    }

    @Test
    void whereNoOwnerOpenedTheOrganizationNoAddressIsAClient() {
        var url = published("/closed");
        var asked = host.asked();
        globex.registration(true, false);
        assertThat(find(url, "usr-1").text("/code")).isEqualTo("unknown_clients_closed");
        assertThat(host.asked()).isEqualTo(asked);
        globex.registration(true, true);
        assertThat(find(url, "usr-1").status()).isEqualTo(200);
    }

    @Test
    void aRefusalNamesHostOrRule() {
        var url = host.at("/refused");
        host.publishes(Host.document(host.at("/other"), "App", CALLBACK));

        assertThat(find(url, "usr-1").text("/code")).isEqualTo("client_metadata_refused");
        assertThat(find(url, "usr-1").text("/detail")).contains("client_id");
        assertThat(find("https://10.0.0.1/client.json", "usr-1").text("/detail")).contains("10.0.0.1", "public internet");
        assertThat(find("https://app.example/", "usr-1").text("/detail")).contains("path");
    }

    /** CIMD-18: an owner's list of clients is by address, fetched at that moment, and works where nobody else is let in. */
    @Test
    void anOwnerRegistersAClientByItsAddressBeforeAnybodyMeetsIt() {
        var url = published("/listed");
        var closed = globex.closed("listed-only");
        var body = "{\"projectId\":\"%s\",\"metadataUrl\":\"%s\"}";
        var project = registry.get(globex.owner, globex.api + "/servers/" + closed.text("/id"), "Countersign-Receipt",
                closed.header("Countersign-Receipt")).text("/projectId");
        var asked = host.asked();
        assertThat(registry.post(registry.person(globex.id, "usr-3", "member"), globex.api + "/clients/by-metadata-url",
                body.formatted(project, url)).status()).isEqualTo(403);
        assertThat(registry.post(globex.owner, globex.api + "/clients/by-metadata-url", body.formatted("prj-none", url)).status())
                .isEqualTo(404);
        assertThat(host.asked()).isEqualTo(asked);

        var client = registry.post(globex.owner, globex.api + "/clients/by-metadata-url", body.formatted(project, url));
        assertThat(client.status()).as(client.content()).isEqualTo(201);
        assertThat(client.text("/clientId")).isEqualTo(url);
        assertThat(registry.send(globex.owner, globex.binding(client.text("/id"), closed), "PUT", "{\"scopes\":[\"sample:read\"]}")
                .status()).isEqualTo(200);
        assertThat(find(url, "usr-4").text("/clientId")).isEqualTo(client.text("/id"));
        assertThat(globex.authorization(client.text("/id"), closed, false).text("/client/registrationMethod")).isEqualTo("CIMD");
        assertThat(registry.post(globex.owner, globex.api + "/clients/by-metadata-url", body.formatted(project, url)).text("/code"))
                .isEqualTo("already_exists");
        host.answers(404, "text/plain", "", "");
        var refused = registry.post(globex.owner, globex.api + "/clients/by-metadata-url",
                body.formatted(project, host.at("/missing")));
        assertThat(refused.status()).as(refused.content()).isEqualTo(422);
        assertThat(refused.content()).contains("metadataUrl", "404");
    }

    /** CIMD-23: what a document says of a client that was let in is recorded, as what the person's request brought to light. */
    @Test
    void whatTheDocumentSaysOtherwiseIsRecordedOnce() {
        var url = published("/drifts");
        var client = find(url, "usr-1").text("/clientId");
        globex.admit(client, server);
        host.publishes(Host.document(url, "App", "https://app.example/elsewhere"));
        registry.bean(MongoDatabase.class).getCollection("client-metadata-documents").updateMany(new Document(),
                Updates.set("current", Date.from(Instant.now().minusSeconds(1))));
        var before = globex.events();

        var first = find(url, "usr-2");
        assertThat(first.body().at("/drifted").asBoolean()).isTrue();
        assertThat(find(url, "usr-3").body().at("/drifted").asBoolean()).isFalse();
        assertThat(globex.events()).isEqualTo(before + 1);
        var known = registry.get(globex.service, "/internal/clients/" + client);
        assertThat(known.text("/redirectUris/0")).isEqualTo("https://app.example/elsewhere");
        assertThat(known.body().at("/metadataVersion").asLong()).isPositive();
    }

    /** An owner's end stays; a deleted client gives its address back, and whoever comes by it is another. */
    @Test
    void aRevokedClientKeepsItsAddressAndADeletedOneGivesItBack() {
        var url = published("/ended");
        var client = find(url, "usr-1").text("/clientId");
        globex.admit(client, server);
        registry.post(globex.owner, globex.api + "/clients/" + client + "/revoke", "{\"confirm\":\"App\"}");
        assertThat(find(url, "usr-1").text("/clientId")).isEqualTo(client);
        assertThat(globex.admit(client, server).text("/code")).isEqualTo("client_not_bound");
        assertThat(registry.send(globex.owner, globex.api + "/clients/" + client + "?confirm=App", "DELETE", "").status()).isEqualTo(204);
        assertThat(find(url, "usr-1").text("/clientId")).startsWith("cli-").isNotEqualTo(client);
    }
}
