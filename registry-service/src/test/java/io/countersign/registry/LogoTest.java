package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.client.document.Host;
import io.countersign.registry.client.logo.Pictures;
import io.countersign.testkit.harness.RunningService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CIMD-23, CIMD-30: how a client is shown, and what changed about that. */
class LogoTest extends OpenedOrganization {
    private final Host pictures = new Host();

    LogoTest() {
        super(true);
    }

    @BeforeEach
    void publish() {
        pictures.answers(200, "image/png", "", Pictures.of("png", 100, 100));
    }

    @AfterAll
    void close() {
        pictures.close();
    }

    private Answer registered(String path) {
        return globex.register("""
                {"client_name":"Editor%s","redirect_uris":["https://editor.example/cb"],"token_endpoint_auth_method":"none",
                 "logo_uri":"%s"}""".formatted(path.replace('/', ' '), pictures.at(path)));
    }

    private Answer appearance(String client, boolean person) {
        return registry.post(globex.service, "/internal/clients/appearance",
                "{\"organizationId\":\"%s\",\"clientId\":\"%s\",\"inFrontOfPerson\":%s}".formatted(globex.id, client, person));
    }

    private Answer logo(String client, String query) {
        return registry.get(registry.person(globex.id, "usr-logo", "member"), globex.api + "/clients/" + client + "/logo" + query);
    }

    @Test
    void aPersonIsShownTheLogoOfAClientThatNobodyLetInYet() {
        var answer = registered("/shown");
        assertThat(answer.text("/logo_uri")).isEqualTo(pictures.at("/shown"));
        var client = answer.text("/client_id");
        var asked = pictures.asked();
        assertThat(appearance(client, false).text("/logoDigest")).isEmpty();
        assertThat(pictures.asked()).isEqualTo(asked);

        var digest = appearance(client, true).text("/logoDigest");
        assertThat(digest).hasSize(64);
        assertThat(appearance(client, false).text("/logoDigest")).isEqualTo(digest);
        var logo = logo(client, "?digest=" + digest);
        assertThat(logo.status()).isEqualTo(200);
        assertThat(logo.header("Content-Type")).isEqualTo("image/png");
        assertThat(logo.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(logo.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(logo.header("Cache-Control")).contains("private", "max-age=");
        assertThat(logo(client, "?digest=" + "0".repeat(64)).status()).isEqualTo(404);
    }

    @Test
    void anotherOrganizationHasNoSuchLogo() {
        var client = registered("/foreign").text("/client_id");
        appearance(client, true);
        var stranger = registry.person(registry.organization("acme"), "usr-2", "owner");
        assertThat(registry.get(stranger, "/api/v1/orgs/" + registry.organization("acme") + "/clients/" + client + "/logo").status())
                .isEqualTo(404);
        assertThat(logo(client, "").status()).isEqualTo(200);
    }

    @Test
    void noLogoIsNoError() {
        pictures.answers(200, "image/svg+xml", "", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        var client = registered("/none").text("/client_id");
        assertThat(appearance(client, true).status()).isEqualTo(200);
        assertThat(logo(client, "").status()).isEqualTo(404);
        assertThat(globex.register("{\"redirect_uris\":[\"https://editor.example/cb\"],\"logo_uri\":7}").status()).isEqualTo(201);
        assertThat(globex.admit(client, server).status()).isEqualTo(200);
    }

    /** A yes keeps the address, and an owner sees it with the client; ten thousand of one software are one line. */
    @Test
    void theSameSoftwareIsOneLineForTheOwnerAndEachClientIsStillItsOwn() {
        String last = "";
        for (var n = 0; n < 4; n++) {
            last = globex.register(
                    "{\"client_name\":\"Tool %d\",\"software_id\":\"tool-9\",\"software_version\":\"%s\",\"redirect_uris\":[\"https://tool.example/%d\"]}"
                            .formatted(n, n < 3 ? "1" : "2", n))
                    .text("/client_id");
            assertThat(globex.admit(last, server).status()).isEqualTo(200);
        }
        var receipt = registry.post(globex.owner, globex.api + "/clients/" + last + "/disable", "").header("Countersign-Receipt");
        var groups = registry.get(globex.owner, globex.api + "/clients/groups?registrationMethod=DCR&limit=200", "Countersign-Receipt",
                receipt);
        var tools = groups.body().path("items").valueStream().filter(group -> group.path("softwareId").asString("").equals("tool-9"))
                .toList();

        assertThat(tools).extracting(group -> group.path("softwareVersion").asString() + ":" + group.path("clients").asLong())
                .containsExactly("2:1", "1:3");
        var ofOne = registry.get(globex.owner, globex.api + "/clients?group=" + tools.getLast().path("group").asString()).body();
        assertThat(ofOne.path("items").size()).isEqualTo(3);
        assertThat(ofOne.at("/items/0/shownAs/softwareId").asString()).isEqualTo("tool-9");
        assertThat(registry.get(globex.owner, globex.api + "/clients/groups?limit=1").text("/nextCursor")).isNotEmpty();
        var page = registry.get(globex.owner, globex.api + "/clients/groups?registrationMethod=DCR&limit=1");
        var next = registry.get(globex.owner,
                globex.api + "/clients/groups?registrationMethod=DCR&limit=1&cursor=" + page.text("/nextCursor"));
        assertThat(next.text("/items/0/group")).isNotEmpty().isNotEqualTo(page.text("/items/0/group"));
        assertThat(registry.get(globex.owner, globex.api + "/clients/" + last).text("/status")).isEqualTo("DISABLED");
        assertThat(registry.get(globex.owner, globex.api + "/clients/" + tools.getLast().path("latestClientId").asString())
                .text("/status")).isEqualTo("ACTIVE");
    }

    /** CIMD-23, RFC 7592: a name that changed is told with what it was; no consent is asked for again. */
    @Test
    void aNameThatChangedIsToldWithWhatItWas() {
        var registration = registered("/renamed");
        var client = registration.text("/client_id");
        globex.admit(client, server);
        assertThat(appearance(client, false).text("/formerName")).isEmpty();
        var renamed = registry.manage("PUT", registration.text("/registration_client_uri"),
                registration.text("/registration_access_token"), """
                        {"client_id":"%s","client_name":"Another","redirect_uris":["https://editor.example/cb"],
                         "token_endpoint_auth_method":"none","logo_uri":"%s"}""".formatted(client, pictures.at("/other")));
        assertThat(renamed.status()).as(renamed.content()).isEqualTo(200);
        var receipt = registry.post(globex.owner, globex.api + "/clients/" + client + "/disable", "").header("Countersign-Receipt");
        var seen = registry.get(globex.owner, globex.api + "/clients/" + client, "Countersign-Receipt", receipt);

        assertThat(seen.text("/name")).isEqualTo("Another");
        assertThat(seen.text("/shownAs/formerName")).isEqualTo("Editor renamed");
        assertThat(seen.text("/shownAs/renamedAt")).isNotEmpty();
        assertThat(seen.text("/shownAs/logoChangedAt")).isNotEmpty();
        assertThat(appearance(client, false).text("/formerName")).isEqualTo("Editor renamed");
        assertThat(registry.get(globex.service, "/internal/clients/" + client).body().path("metadataVersion").asLong()).isZero();
    }
}
