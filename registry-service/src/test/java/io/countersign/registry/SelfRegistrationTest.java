package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.testkit.harness.RunningService.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** RFC 7591: from a registration that nobody vouches for to a client that a person let in. Only {@code globex} is open. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfRegistrationTest {
    private static final String EDITOR = """
            {"client_name":"Editor","redirect_uris":["http://localhost/callback"],"grant_types":["authorization_code","refresh_token"],
             "response_types":["code"],"token_endpoint_auth_method":"none","logo_uri":"https://editor.example/logo.png"}""";
    private static final String SITE = "{\"client_name\":\"Site\",\"redirect_uris\":[\"https://site.example/callback\"]}";
    private RunningRegistry registry;
    private Globex globex;
    private Answer open;
    private Answer closed;

    @BeforeAll
    void openTheOrganizationAndOneServer(RunningRegistry running) {
        registry = running;
        globex = new Globex(running);
        open = globex.opened("open");
        closed = globex.closed("closed");
        globex.registration(true, false);
    }

    @Test
    void whatWasKeptIsAnsweredAndNothingIsRecorded() {
        var before = globex.events();
        var answer = globex.register(EDITOR);

        assertThat(answer.status()).as(answer.content()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("client_id", "client_id_issued_at", "client_name",
                "redirect_uris", "grant_types", "response_types", "token_endpoint_auth_method", "registration_access_token",
                "registration_client_uri", "logo_uri");
        assertThat(answer.text("/client_id")).startsWith("cli-");
        assertThat(answer.text("/redirect_uris/0")).isEqualTo("http://localhost/callback");
        assertThat(globex.events()).isEqualTo(before);
    }

    /** RFC 7591 section 3.2.1: a secret comes with its end, 0 for never; only its hash is kept. */
    @Test
    void aSecretIsShownOnceWhereTheMethodNeedsOne() {
        var answer = globex.register(SITE);
        var known = registry.get(globex.service, "/internal/clients/" + answer.text("/client_id"));

        assertThat(answer.body().at("/client_secret_expires_at").asLong(-1)).isZero();
        assertThat(known.text("/secrets/0/hash")).isEqualTo(new OneTimeSecret(answer.text("/client_secret")).hash());
        assertThat(known.content()).doesNotContain(answer.text("/client_secret"));
    }

    @Test
    void whereNoOwnerOpenedTheOrganizationNobodyRegisters() {
        var answer = registry.register("acme", EDITOR, "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/error")).isEqualTo("access_denied");
        assertThat(registry.register("nowhere", EDITOR, "Content-Type", "application/json").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"redirect_uris\":[\"http://a.example/\"]}|application/json|invalid_redirect_uri",
            "{\"redirect_uris\":[\"https://a.example/\"],\"client_name\":7}|application/json|invalid_client_metadata",
            "{\"redirect_uris\":[\"cursor://a/b\"]}|application/json|invalid_redirect_uri", "{|application/json|invalid_client_metadata",
            "redirect_uris=https://a.example/|application/x-www-form-urlencoded|invalid_client_metadata"})
    void whatIsNotAcceptableIsSaidInTheWordsOfTheStandard(String metadata, String type, String error) {
        var answer = registry.register("globex", metadata, "Content-Type", type, "X-Real-IP", "198.51.100.200");

        assertThat(answer.status()).as(answer.content()).isEqualTo(400);
        assertThat(answer.text("/error")).isEqualTo(error);
        assertThat(answer.text("/error_description")).isNotEmpty();
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void aBodyWithoutEndIsNotRead() {
        assertThat(globex.register("{\"client_name\":\"" + "x".repeat(20_000) + "\"}").text("/error")).isEqualTo("invalid_client_metadata");
    }

    @Test
    void anAddressThatRegistersWithoutEndHasToWait() {
        var answers = IntStream.range(0, 200)
                .mapToObj(n -> registry.register("globex", "{", "Content-Type", "application/json", "X-Real-IP", "203.0.113.9")).toList();
        var refused = answers.stream().filter(answer -> answer.status() == 429).findFirst().orElseThrow();

        assertThat(refused.text("/error")).isEqualTo("temporarily_unavailable");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(globex.register(EDITOR).status()).isEqualTo(201);
    }

    @Test
    void aCandidateHasNothingUntilAPersonLetsItIn() {
        var client = globex.register(EDITOR).text("/client_id");

        assertThat(registry.get(globex.service, "/internal/clients/" + client).text("/registrationMethod")).isEqualTo("DCR");
        assertThat(globex.authorization(client, open, false).text("/code")).isEqualTo("client_unknown");
        assertThat(registry.post(globex.service, "/internal/access", "{\"keys\":[\"client:" + client + "\"]}").text("/unknown/0"))
                .isEqualTo("client:" + client);
        var told = globex.authorization(client, open, true);
        assertThat(told.body().at("/provisional").asBoolean()).isTrue();
        assertThat(told.body().at("/allowedScopes").size()).isEqualTo(2);

        var admitted = globex.admit(client, open);
        assertThat(admitted.status()).as(admitted.content()).isEqualTo(200);
        assertThat(admitted.body().at("/provisional").asBoolean(true)).isFalse();
        assertThat(admitted.body().at("/access").size()).isEqualTo(5);
        assertThat(globex.authorization(client, open, false).text("/client/registrationMethod")).isEqualTo("DCR");
    }

    /** Architecture section 4: it is listed as such. */
    @Test
    void aCandidateIsListedAsOneUntilItIsAClient() {
        var first = globex.register(EDITOR).text("/client_id");
        var second = globex.register(SITE).text("/client_id");
        assertThat(listed()).containsSubsequence(first, second);
        assertThat(registry
                .get(registry.person(globex.id, "usr-9", "project-admin:prj-1"),
                        globex.api + "/organization/client-registration/candidates")
                .status()).isEqualTo(403);
        assertThat(globex.admit(first, open).status()).isEqualTo(200);
        assertThat(listed()).contains(second).doesNotContain(first);
    }

    /** Page by page. */
    private List<String> listed() {
        var listed = new ArrayList<String>();
        var cursor = "";
        do {
            var page = registry.get(globex.owner,
                    globex.api + "/organization/client-registration/candidates?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.status()).as(page.content()).isEqualTo(200);
            page.body().at("/items").forEach(item -> listed.add(item.path("id").asString()));
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty());
        return listed;
    }

    /** The same software registering again and again is one line for the owner, and each of them a client of its own all the same. */
    @Test
    void theSameSoftwareIsOneGroupForTheOwner() {
        var tool = "{\"client_name\":\"%s\",\"software_id\":\"soft-7\",\"software_version\":\"%s\",\"redirect_uris\":[\"https://soft.example/%d\"]}";
        var same = IntStream.range(0, 5).mapToObj(n -> globex.register(tool.formatted("Name " + n, "2", n))).toList();
        globex.register(tool.formatted("Name", "3", 0));
        IntStream.range(0, 3).forEach(
                n -> globex.register("{\"client_name\":\"Loop\",\"redirect_uris\":[\"http://127.0.0.1:%d/cb\"]}".formatted(4000 + n)));

        var groups = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = registry.get(globex.owner, globex.api + "/organization/client-registration/candidates/software?limit=1"
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.status()).as(page.content()).isEqualTo(200);
            page.body().at("/items").forEach(groups::add);
            cursor = page.text("/nextCursor");
        } while (!cursor.isEmpty());
        assertThat(groups).filteredOn(group -> group.path("softwareId").asString("").equals("soft-7"))
                .extracting(group -> group.path("softwareVersion").asString() + ":" + group.path("waiting").asInt())
                .containsExactlyInAnyOrder("2:5", "3:1");
        assertThat(groups).filteredOn(group -> group.path("name").asString("").equals("Loop")).singleElement()
                .satisfies(group -> assertThat(group.path("waiting").asInt()).isEqualTo(3));
        assertThat(globex.admit(same.getFirst().text("/client_id"), open).status()).isEqualTo(200);
        assertThat(globex.authorization(same.getLast().text("/client_id"), open, false).text("/code")).isEqualTo("client_unknown");
    }

    @Test
    void whereNoOwnerOpenedTheServerNobodyIsLetIn() {
        var client = globex.register(EDITOR).text("/client_id");

        assertThat(globex.authorization(client, closed, true).text("/code")).isEqualTo("unknown_clients_closed");
        assertThat(globex.admit(client, closed).text("/code")).isEqualTo("unknown_clients_closed");
        assertThat(globex.authorization(client, closed, false).text("/code")).isEqualTo("client_unknown");
    }

    @Test
    void closingTheOrganizationKeepsOutWhoWasNotLetInAndNobodyElse() {
        var known = globex.register(EDITOR).text("/client_id");
        var late = globex.register(EDITOR).text("/client_id");
        assertThat(globex.admit(known, open).status()).isEqualTo(200);
        globex.registration(false, false);
        try {
            assertThat(globex.register(EDITOR).status()).isEqualTo(403);
            assertThat(globex.admit(late, open).text("/code")).isEqualTo("unknown_clients_closed");
            assertThat(globex.authorization(known, open, false).status()).isEqualTo(200);
        } finally {
            globex.registration(true, false);
        }
    }

    /** The same person in several tabs, or several people: the log's unique key decides. */
    @Test
    void ofManySimultaneousYesesOneRegistersTheClient() throws Exception {
        var client = globex.register(EDITOR).text("/client_id");
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> yeses = IntStream.range(0, 8).<Callable<Answer>>mapToObj(_ -> () -> globex.admit(client, open)).toList();
            for (var yes : pool.invokeAll(yeses)) {
                assertThat(yes.get().status()).as(yes.get().content()).isEqualTo(200);
                assertThat(yes.get().body().at("/bindingSequence").asLong()).isEqualTo(2);
            }
        }
    }

    /** EL-15, C9: whoever registered it, an owner ends it, and what was ended is not opened by the next yes. */
    @Test
    void anOwnerEndsItLikeAnyClientAndNoYesBringsItBack() {
        var client = globex.register(EDITOR).text("/client_id");
        var namesake = globex.register(EDITOR).text("/client_id");
        assertThat(globex.admit(client, open).status()).isEqualTo(200);
        assertThat(globex.admit(namesake, open).status()).isEqualTo(200);

        assertThat(registry.delete(globex.owner, globex.api + "/clients/" + client + "/bindings/" + open.text("/id")).status())
                .isEqualTo(204);
        assertThat(globex.admit(client, open).text("/code")).isEqualTo("client_not_bound");
        assertThat(registry.delete(globex.owner, globex.api + "/clients/" + client + "?confirm=Editor").status()).isEqualTo(204);
        assertThat(globex.authorization(client, open, true).text("/code")).isEqualTo("client_unknown");
        assertThat(globex.authorization(namesake, open, false).status()).isEqualTo(200);
    }

    @Test
    void aSettingThatIsNotGivenIsNotGuessed() {
        assertThat(registry.send(globex.owner, globex.api + "/organization/client-registration", "PUT", "{\"dynamic\":true}").status())
                .isEqualTo(422);
        assertThat(globex.register(EDITOR).status()).isEqualTo(201);
    }

    /** EL-20: the member whose yes made it a client, nobody else without a role, and only to end it. */
    @Test
    void whoLetItInMayEndItAndNoOtherMember() {
        var client = globex.register(EDITOR).text("/client_id");
        globex.admit(client, open);
        var path = globex.api + "/clients/" + client;
        var creator = registry.person(globex.id, "usr-1", "member");
        assertThat(registry.post(registry.person(globex.id, "usr-2", "member"), path + "/revoke", "{\"confirm\":\"Editor\"}").status())
                .isEqualTo(404);
        assertThat(registry.post(creator, path + "/disable", "").status()).isEqualTo(403);
        assertThat(registry.post(registry.person(globex.id, "usr-1", "member", "project-admin:prj-none"), path + "/disable", "").status())
                .isEqualTo(404);

        assertThat(registry.post(creator, path + "/revoke", "{\"confirm\":\"Editor\"}").status()).isEqualTo(204);
        assertThat(globex.authorization(client, open, true).text("/client/status")).isEqualTo("REVOKED");
        assertThat(registry.delete(creator, path + "?confirm=Editor").status()).isEqualTo(204);
    }
}
