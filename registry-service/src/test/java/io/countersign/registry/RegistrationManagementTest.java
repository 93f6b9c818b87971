package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.command.Commands.Cause;
import io.countersign.events.log.EventLogs;
import io.countersign.registry.client.Admissions;
import io.countersign.registry.client.registration.Candidate;
import io.countersign.registry.client.registration.Candidates;
import io.countersign.registry.client.registration.Managing;
import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Actor;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7592: a client that registered itself manages what it registered, as a candidate and as the client it became. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationManagementTest {
    private static final String HOME = "https://tool.example/callback";
    private static final String ELSEWHERE = "https://tool.example/elsewhere";
    private RunningRegistry registry;
    private Globex globex;
    private Answer open;

    @BeforeAll
    void openTheOrganizationAndOneServer(RunningRegistry running) {
        registry = running;
        globex = new Globex(running);
        open = globex.opened("managed");
        globex.registration(true, false);
    }

    /** A client and the only one that can speak for it. */
    private record Registered(RunningRegistry registry, Answer answer) {
        String id() {
            return answer.text("/client_id");
        }

        String token() {
            return answer.text("/registration_access_token");
        }

        String uri() {
            return answer.text("/registration_client_uri");
        }

        Answer read() {
            return registry.manage("GET", uri(), token(), "");
        }

        Answer replace(String metadata) {
            return registry.manage("PUT", uri(), token(), metadata.replace("{", "{\"client_id\":\"" + id() + "\","));
        }

        Answer delete() {
            return registry.manage("DELETE", uri(), token(), "");
        }
    }

    private Registered registered(String method) {
        var answer = globex.register(said("Tool", method, HOME));
        assertThat(answer.status()).as(answer.content()).isEqualTo(201);
        return new Registered(registry, answer);
    }

    private static String said(String name, String method, String redirect) {
        return "{\"client_name\":\"%s\",\"redirect_uris\":[\"%s\"],\"grant_types\":[\"authorization_code\",\"refresh_token\"],\"token_endpoint_auth_method\":\"%s\"}"
                .formatted(name, redirect, method);
    }

    private Registered admitted(String method) {
        var client = registered(method);
        assertThat(globex.admit(client.id(), open).status()).isEqualTo(200);
        return client;
    }

    private long metadataVersion(Registered client) {
        return registry.get(globex.service, "/internal/clients/" + client.id()).body().at("/metadataVersion").asLong(-1);
    }

    /** Section 3: the answer to a registration names token and address; reading tells the same again, but no secret that only its hash is kept of. */
    @Test
    void whatWasRegisteredIsReadWithItsTokenBeforeAndAfterThePersonsYes() {
        var client = registered("client_secret_basic");
        assertThat(client.uri()).endsWith("/o/globex/oauth2/register/" + client.id());
        var waiting = client.read();
        globex.admit(client.id(), open);
        var known = client.read();

        for (var read : new Answer[]{waiting, known}) {
            assertThat(read.status()).as(read.content()).isEqualTo(200);
            assertThat(read.text("/client_name")).isEqualTo("Tool");
            assertThat(read.text("/redirect_uris/0")).isEqualTo(HOME);
            assertThat(read.text("/registration_access_token")).isEqualTo(client.token());
            assertThat(read.header("Cache-Control")).isEqualTo("no-store");
            assertThat(read.body().propertyNames()).doesNotContain("client_secret");
        }
    }

    @Test
    void ofTheTokenNothingButItsHashIsKept() {
        var client = admitted("none");
        var log = registry.bean(EventLogs.class).first().log();
        var written = log.read(log.head().number() - 20, 21).stream().flatMap(commit -> commit.events().stream())
                .map(event -> new String(event.bytes(), StandardCharsets.UTF_8)).collect(Collectors.joining());

        assertThat(written).contains(new OneTimeSecret(client.token()).hash()).doesNotContain(client.token());
    }

    /** Section 2: whoever holds another token, or none, learns nothing, not even whether there is such a client. */
    @ParameterizedTest
    @CsvSource({"GET,another", "PUT,another", "DELETE,another", "GET,none", "GET,wrong", "GET,unknown", "DELETE,hash"})
    void withAnythingButItsOwnTokenNobodyGetsAnything(String method, String which) {
        var client = admitted("none");
        var token = switch (which) {
            case "another" -> registered("none").token();
            case "none" -> "";
            case "hash" -> new OneTimeSecret(client.token()).hash();
            case "unknown" -> client.token();
            default -> "wrong";
        };
        var uri = which.equals("unknown") ? client.uri().replace(client.id(), "cli-nobody") : client.uri();
        var refused = registry.manage(method, uri, token, "{}");

        assertThat(refused.status()).as(refused.content()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(refused.text("/error")).isEqualTo("invalid_token");
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void theTokenOpensNothingElseAndNothingElseOpensARegistration() {
        var client = admitted("none");

        assertThat(registry.manage("GET", client.uri().replace("/o/globex/oauth2/register/", globex.api + "/clients/"), client.token(), "")
                .status()).isEqualTo(401);
        assertThat(registry.manage("GET", "http://registry/internal/clients/" + client.id(), client.token(), "").status()).isEqualTo(401);
        assertThat(registry.manage("GET", client.uri().replace("globex", "acme"), client.token(), "").status()).isEqualTo(401);
        assertThat(registry.get(globex.owner, "/o/globex/oauth2/register/" + client.id()).status()).isEqualTo(401);
    }

    /** Section 2.2: as it would be registered, and nothing that is not the client's to say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"redirect_uris\":[\"http://far.example/\"]|invalid_redirect_uri",
            "\"redirect_uris\":[\"app://x/\"]|invalid_redirect_uri", "\"client_name\":\"No redirects\"|invalid_redirect_uri",
            "\"redirect_uris\":[\"https://tool.example/callback\"],\"token_endpoint_auth_method\":\"private_key_jwt\"|invalid_client_metadata",
            "\"redirect_uris\":[\"https://tool.example/callback\"],\"client_secret\":\"mine\"|invalid_client_metadata",
            "\"redirect_uris\":[\"https://tool.example/callback\"],\"registration_access_token\":\"mine\"|invalid_client_metadata",
            "\"redirect_uris\":[\"https://tool.example/callback\"],\"client_id_issued_at\":1|invalid_client_metadata"})
    void whatWouldNotBeRegisteredDoesNotReplaceWhatIs(String metadata, String error) {
        for (var client : new Registered[]{registered("client_secret_basic"), admitted("client_secret_basic")}) {
            var refused = client.replace("{" + metadata + "}");
            assertThat(refused.status()).as(refused.content()).isEqualTo(400);
            assertThat(refused.text("/error")).isEqualTo(error);
            assertThat(client.read().text("/redirect_uris/0")).isEqualTo(HOME);
        }
        var client = registered("none");
        assertThat(registry.manage("PUT", client.uri(), client.token(), said("Tool", "none", HOME)).text("/error"))
                .isEqualTo("invalid_client_metadata");
    }

    @Test
    void whereTheOrganizationWasClosedNothingIsReplacedAndWhatIsGoesOn() {
        var client = admitted("none");
        globex.registration(false, false);
        try {
            assertThat(client.replace(said("Tool", "none", ELSEWHERE)).status()).isEqualTo(403);
            assertThat(client.read().text("/redirect_uris/0")).isEqualTo(HOME);
        } finally {
            globex.registration(true, false);
        }
    }

    @Test
    void aCandidateReplacesWhatItSaid() {
        var client = registered("none");
        var replaced = client.replace(said("Tool 2", "client_secret_post", ELSEWHERE));

        assertThat(replaced.text("/redirect_uris/0")).as(replaced.content()).isEqualTo(ELSEWHERE);
        assertThat(registry.get(globex.service, "/internal/clients/" + client.id()).text("/secrets/0/hash"))
                .isEqualTo(new OneTimeSecret(replaced.text("/client_secret")).hash());
        globex.admit(client.id(), open);
        assertThat(client.read().text("/redirect_uris/0")).isEqualTo(ELSEWHERE);
    }

    /** What is sent back unchanged changes nothing; a name is news, another redirect URI has members asked again (CIMD-23). */
    @Test
    void anotherRedirectUriHasMembersAskedAgain() {
        var client = admitted("none");
        var before = globex.events();
        assertThat(client.replace(said("Tool", "none", HOME)).status()).isEqualTo(200);
        assertThat(globex.events()).isEqualTo(before);
        client.replace(said("Tool 2", "none", HOME));
        assertThat(metadataVersion(client)).isZero();

        assertThat(client.replace(said("Tool 2", "none", ELSEWHERE)).text("/redirect_uris/0")).isEqualTo(ELSEWHERE);
        assertThat(metadataVersion(client)).isPositive();
        assertThat(globex.authorization(client.id(), open, false).status()).isEqualTo(200);
    }

    /** CIMD-24: another way to authenticate ends what was authorized; who becomes public has no secret any more, who begins to keep one gets it. */
    @Test
    void anotherMethodEndsWhatWasAuthorized() {
        var client = admitted("client_secret_basic");
        var secret = client.answer().text("/client_secret");
        var kept = client.replace(said("Tool", "client_secret_basic", HOME).replace("{", "{\"client_secret\":\"" + secret + "\","));
        assertThat(kept.text("/client_secret")).as(kept.content()).isEqualTo(secret);
        client.replace(said("Tool", "none", HOME));
        var known = registry.get(globex.service, "/internal/clients/" + client.id());
        assertThat(known.body().at("/secrets").size()).isZero();
        assertThat(known.body().at("/access/2/epoch").asLong()).isPositive();

        var issued = client.replace(said("Tool", "client_secret_post", HOME)).text("/client_secret");
        assertThat(registry.get(globex.service, "/internal/clients/" + client.id()).text("/secrets/0/hash"))
                .isEqualTo(new OneTimeSecret(issued).hash());
    }

    /** Update after create is checked like create: where an owner decides, who changed waits for an owner again. */
    @Test
    void whereAnOwnerDecidesWhoChangedWaitsForAnOwnerAgain() {
        var server = globex.leftToOwners("managed-by-owners");
        var client = admitted("none");
        registry.send(globex.owner, globex.binding(client.id(), server), "PUT", "{\"scopes\":[\"sample:read\"]}");
        client.replace(said("Tool 2", "none", HOME));
        assertThat(globex.authorization(client.id(), server, true).status()).isEqualTo(200);

        client.replace(said("Tool 2", "none", ELSEWHERE));
        assertThat(globex.authorization(client.id(), server, true).text("/code")).isEqualTo("approval_pending");
        assertThat(globex.authorization(client.id(), open, true).status()).isEqualTo(200);
        registry.send(globex.owner, globex.binding(client.id(), server), "PUT", "{\"scopes\":[\"sample:read\"]}");
        assertThat(globex.authorization(client.id(), server, true).status()).isEqualTo(200);
    }

    /** Section 2.3. */
    @Test
    void whoDeletesItselfIsGoneAndItsTokenWithIt() {
        for (var client : new Registered[]{registered("none"), admitted("none")}) {
            assertThat(client.delete().status()).isEqualTo(204);
            assertThat(client.read().status()).isEqualTo(401);
            assertThat(client.delete().status()).isEqualTo(401);
            assertThat(registry.get(globex.service, "/internal/clients/" + client.id()).status()).isEqualTo(404);
            assertThat(globex.admit(client.id(), open).status()).isEqualTo(404);
        }
    }

    @Test
    void whomAnOwnerRevokedManagesNothing() {
        var client = admitted("none");
        registry.post(globex.owner, globex.api + "/clients/" + client.id() + "/revoke", "{\"confirm\":\"Tool\"}");

        assertThat(client.read().status()).isEqualTo(401);
        assertThat(client.replace(said("Tool", "none", ELSEWHERE)).status()).isEqualTo(401);
    }

    /** What it says while a person's yes is being recorded counts, whichever comes first. */
    @Test
    void whatACandidateDoesWhileItIsLetInCounts() {
        var changed = registered("none");
        var gone = registered("none");
        var said = registry.bean(Candidates.class).find(changed.id()).map(Candidate::registration).orElseThrow();
        var left = registry.bean(Candidates.class).find(gone.id()).map(Candidate::registration).orElseThrow();
        changed.replace(said("Tool", "none", ELSEWHERE));
        gone.delete();
        var yes = new Cause(new Actor(Actor.Type.MEMBER, "usr-1"), globex.id, null, "correlation", null);
        registry.bean(Admissions.class).admit(changed.id(), open.text("/id"), said, yes);
        registry.bean(Managing.class).letIn(changed.id(), said);
        registry.bean(Admissions.class).admit(gone.id(), open.text("/id"), left, yes);
        registry.bean(Managing.class).letIn(gone.id(), left);

        assertThat(changed.read().text("/redirect_uris/0")).isEqualTo(ELSEWHERE);
        assertThat(registry.get(globex.service, "/internal/clients/" + gone.id()).status()).isEqualTo(404);
    }

    @Test
    void theAddressHasThreeMethods() {
        var client = registered("none");
        var refused = registry.manage("POST", client.uri(), client.token(), "{}");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("PUT", "DELETE");
        assertThat(refused.text("/error")).isEqualTo("invalid_request");
    }

    @Test
    void whoTriesTokensWithoutEndHasToWait() {
        var client = registered("none");
        var refused = IntStream.range(0, 200)
                .mapToObj(_ -> registry.manage("GET", client.uri(), "wrong", "")).filter(answer -> answer.status() == 429).findFirst()
                .orElseThrow();

        assertThat(refused.text("/error")).isEqualTo("temporarily_unavailable");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    }
}
