package io.countersign.registry.client.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7591 sections 2 and 3.2.2: what is kept of what a client says of itself, and what is refused under which name. */
class RegistrationRequestTest {
    private static final String LOOPBACK = "\"redirect_uris\":[\"http://localhost/callback\"]";

    private static RegistrationRequest read(String fields) {
        return RegistrationRequest.read(("{" + fields + "}").getBytes(StandardCharsets.UTF_8), false);
    }

    private static void refused(String error, String fields) {
        assertThatThrownBy(() -> read(fields)).as(fields).isInstanceOfSatisfying(RegistrationRefused.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        });
    }

    /** As VS Code registers itself. */
    @Test
    void whatIsNotForClientsOfPeopleIsLeftOutAndTheRestKept() {
        var kept = read(LOOPBACK + """
                ,"client_name":" Visual Studio Code ","client_uri":"https://code.visualstudio.com","contacts":["a@example.com"],
                "grant_types":["authorization_code","refresh_token","urn:ietf:params:oauth:grant-type:device_code"],
                "response_types":["code"],"token_endpoint_auth_method":"none","application_type":"native","scope":"a b","x":{"y":[1]}""");

        assertThat(kept.name()).contains("Visual Studio Code");
        assertThat(kept.grantTypes()).containsExactly("authorization_code", "refresh_token");
        assertThat(kept.authenticationMethod()).isEqualTo("none");
        assertThat(kept.redirectUris()).containsExactly("http://localhost/callback");
    }

    /** RFC 7591 section 2. */
    @Test
    void whatIsOmittedIsTheStandardsDefault() {
        var kept = read(LOOPBACK + ",\"client_name\":null,\"grant_types\":[]");

        assertThat(kept.name()).isEmpty();
        assertThat(kept.grantTypes()).isEqualTo(List.of("authorization_code"));
        assertThat(kept.authenticationMethod()).isEqualTo("client_secret_basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"redirect_uris\":[]", "\"redirect_uris\":\"https://a.example/\"", "\"redirect_uris\":[7]",
            "\"redirect_uris\":[\"http://a.example/\"]", "\"redirect_uris\":[\"https://a.example/#x\"]",
            "\"redirect_uris\":[\"https://u@a.example/\"]", "\"redirect_uris\":[\"https://*.example/\"]",
            "\"redirect_uris\":[\"javascript:alert(1)\"]", "\"redirect_uris\":[\"cursor://x/callback\"]",
            "\"redirect_uris\":[\"https://a.example/\\\"\\\\\"]", "\"redirect_uris\":[\"https://a.example/\",\"https://a.example/\"]"})
    void aRedirectUriThatNoClientMayHaveIsRefusedAsSuch(String fields) {
        refused("invalid_redirect_uri", fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"client_name\":\"a\\u0000b\"", "\"client_name\":\"\\u202Etxt.exe\"", "\"client_name\":[]",
            "\"grant_types\":[\"client_credentials\"]", "\"grant_types\":\"authorization_code\"", "\"response_types\":[\"token\"]",
            "\"token_endpoint_auth_method\":\"private_key_jwt\"", "\"token_endpoint_auth_method\":7", LOOPBACK})
    void everythingElseIsInvalidMetadata(String fields) {
        refused("invalid_client_metadata", LOOPBACK + "," + fields);
    }

    @Test
    void aNameIsNoLongerThanAnyName() {
        refused("invalid_client_metadata", LOOPBACK + ",\"client_name\":\"" + "n".repeat(129) + "\"");
        assertThat(read(LOOPBACK + ",\"client_name\":\"" + "n".repeat(128) + "\"").name()).isPresent();
    }

    /** RFC 8252 section 8.6: another app may claim the same scheme. */
    @Test
    void aSchemeOfTheAppsOwnIsForOrganizationsThatAllowIt() {
        var body = "{\"redirect_uris\":[\"cursor://anysphere.cursor-mcp/oauth/callback\"]}".getBytes(StandardCharsets.UTF_8);

        assertThat(RegistrationRequest.read(body, true).redirectUris()).hasSize(1);
        assertThatThrownBy(() -> RegistrationRequest.read(body, false)).hasMessageContaining("does not allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{} {}", "\u0000", "7"})
    void aBodyThatIsNoObjectIsInvalidMetadata(String body) {
        assertThatThrownBy(() -> RegistrationRequest.read(body.getBytes(StandardCharsets.UTF_8), false))
                .isInstanceOfSatisfying(RegistrationRefused.class,
                        refused -> assertThat(refused.error()).isEqualTo("invalid_client_metadata"));
    }
}
