package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.countersign.registry.place.BoundedCollection;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Vendors whose callback differs per connector: an owner sees what was refused and admits one, byte by byte. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedRedirectTest {
    private static final String CONNECTOR = "https://vendor.example/connectors/7/callback";
    private RunningRegistry registry;
    private Acme acme;
    private String project;

    @BeforeAll
    void project(RunningRegistry running) {
        registry = running;
        acme = new Acme(running);
        project = acme.project("Refused callbacks");
    }

    private String client(String name) {
        return registry.post(acme.owner, acme.api + "/clients",
                "{\"projectId\":\"%s\",\"name\":\"%s\",\"tokenEndpointAuthMethod\":\"none\",\"redirectUris\":[\"https://vendor.example/callback\"]}"
                        .formatted(project, name))
                .text("/id");
    }

    private void refused(String clientId, String redirectUri) {
        assertThat(registry.post(acme.service, "/internal/refused-redirect-uris",
                "{\"organizationId\":\"%s\",\"clientId\":\"%s\",\"redirectUri\":\"%s\",\"userId\":\"usr-1\"}".formatted(acme.id, clientId,
                        redirectUri))
                .status()).isEqualTo(204);
    }

    private String listed(String clientId) {
        return registry.get(acme.owner, acme.api + "/clients/" + clientId + "/refused-redirect-uris").content();
    }

    private int admit(String clientId, String redirectUri, String... roles) {
        var caller = roles.length == 0 ? acme.owner : registry.person(acme.id, "usr-7", roles);
        return registry.post(caller, acme.api + "/clients/" + clientId + "/refused-redirect-uris:admit",
                "{\"redirectUri\":\"" + redirectUri + "\"}").status();
    }

    private String redirects(String clientId) {
        return registry.get(acme.service, "/internal/clients/" + clientId).body().at("/redirectUris").toString();
    }

    @Test
    void anOwnerAdmitsExactlyTheAddressThatWasRefused() {
        var client = client("Vendor");
        refused(client, CONNECTOR);
        assertThat(listed(client)).contains(CONNECTOR, "usr-1");
        assertThat(redirects(client)).doesNotContain(CONNECTOR);
        assertThat(admit(client, CONNECTOR + "/")).isEqualTo(404);
        assertThat(admit(client, CONNECTOR, "auditor")).isEqualTo(403);
        assertThat(admit(client, CONNECTOR, "project-admin:prj-none")).isEqualTo(404);

        assertThat(admit(client, CONNECTOR)).isEqualTo(204);
        assertThat(redirects(client)).contains(CONNECTOR, "https://vendor.example/callback");
        assertThat(listed(client)).doesNotContain(CONNECTOR);
        refused(client, CONNECTOR);
        assertThat(listed(client)).doesNotContain(CONNECTOR);
    }

    @Test
    void whatNoOwnerCouldAdmitIsNotRemembered() {
        var client = client("Strict vendor");
        for (var uri : new String[]{"http://127.0.0.1/cb", "vendor://cb", "https://vendor.example/*", "https://vendor.example/cb#x"}) {
            refused(client, uri);
        }
        refused("cli-nobody", CONNECTOR);

        assertThat(listed(client)).contains("\"items\":[]");
        assertThat(admit(client, "vendor://cb")).isEqualTo(404);
    }

    /** Whoever is signed in can ask for any address, as often as they like. */
    @Test
    void ofEachClientAFewAreRememberedAndNothingIsRecorded() {
        var client = client("Busy vendor");
        var before = new Globex(registry).events();
        IntStream.range(0, 60).forEach(n -> refused(client, CONNECTOR + "?n=" + n));

        assertThat(new Globex(registry).events()).isEqualTo(before);
        assertThat(registry.bean(MongoDatabase.class).getCollection("refused-redirect-uris")
                .countDocuments(BoundedCollection.of(client))).isBetween(8L, 20L);
    }
}
