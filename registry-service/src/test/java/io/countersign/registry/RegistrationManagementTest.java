package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.command.Commands.Cause;
import io.countersign.events.log.EventLogs;
import io.countersign.registry.client.Admissions;
import io.countersign.registry.client.registration.Candidate;
import io.countersign.registry.client.registration.Candidates;
import io.countersign.registry.client.registration.RegistrationManagement;
import io.countersign.registry.secret.OneTimeSecret;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Actor;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7592: a client that registered itself manages what it registered, as a candidate and as the client it became. */
class RegistrationManagementTest extends SelfRegisteredClients {
    /** Section 3: the answer to a registration names token and address; reading tells the same again, but no secret that only its hash is kept of. */
    @Test
    void whatWasRegisteredIsReadWithItsTokenBeforeAndAfterThePersonsYes() {
        var client = registered("client_secret_basic");
        assertThat(client.uri()).endsWith("/o/globex/oauth2/register/" + client.id());
        var waiting = client.read();
        globex.admit(client.id(), server);
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

    /** Section 2.3. */
    @Test
    void whoDeletesItselfIsGoneAndItsTokenWithIt() {
        for (var client : new Registered[]{registered("none"), admitted("none")}) {
            assertThat(client.delete().status()).isEqualTo(204);
            assertThat(client.read().status()).isEqualTo(401);
            assertThat(client.delete().status()).isEqualTo(401);
            assertThat(registry.get(globex.service, "/internal/clients/" + client.id()).status()).isEqualTo(404);
            assertThat(globex.admit(client.id(), server).status()).isEqualTo(404);
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
        registry.bean(Admissions.class).admit(changed.id(), server.text("/id"), said, yes);
        registry.bean(RegistrationManagement.class).letIn(changed.id(), said);
        registry.bean(Admissions.class).admit(gone.id(), server.text("/id"), left, yes);
        registry.bean(RegistrationManagement.class).letIn(gone.id(), left);

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
