package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.secret.OneTimeSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7592 section 2.2: a client that registered itself replaces what it said, and what follows from that. */
class RegistrationReplacementTest extends SelfRegisteredClients {
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
        globex.admit(client.id(), server);
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
        assertThat(globex.authorization(client.id(), server, false).status()).isEqualTo(200);
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
        var decided = globex.leftToOwners("managed-by-owners");
        var client = admitted("none");
        registry.send(globex.owner, globex.binding(client.id(), decided), "PUT", "{\"scopes\":[\"sample:read\"]}");
        client.replace(said("Tool 2", "none", HOME));
        assertThat(globex.authorization(client.id(), decided, true).status()).isEqualTo(200);

        client.replace(said("Tool 2", "none", ELSEWHERE));
        assertThat(globex.authorization(client.id(), decided, true).text("/code")).isEqualTo("approval_pending");
        assertThat(globex.authorization(client.id(), server, true).status()).isEqualTo(200);
        registry.send(globex.owner, globex.binding(client.id(), decided), "PUT", "{\"scopes\":[\"sample:read\"]}");
        assertThat(globex.authorization(client.id(), decided, true).status()).isEqualTo(200);
    }

    private long metadataVersion(Registered client) {
        return registry.get(globex.service, "/internal/clients/" + client.id()).body().at("/metadataVersion").asLong(-1);
    }
}
