package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.description.PublishedDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8414 section 3 and its three forms; AS-04..AS-06. */
class MetadataTest extends ProtocolTest {
    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-authorization-server/o/acme", "/.well-known/openid-configuration/o/acme",
            "/o/acme/.well-known/openid-configuration"})
    void everyFormIsTheSameDocumentUnderTheConfiguredAddress(String path) {
        var answer = service.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/issuer")).isEqualTo("https://cs.example/o/acme");
        assertThat(answer.text("/token_endpoint")).isEqualTo("https://cs.example/o/acme/oauth2/token");
        assertThat(answer.text("/jwks_uri")).isEqualTo("https://cs.example/o/acme/oauth2/jwks");
        assertThat(answer.text("/code_challenge_methods_supported/0")).isEqualTo("S256");
        assertThat(answer.text("/authorization_endpoint")).isEqualTo("https://cs.example/o/acme/oauth2/authorize");
        assertThat(answer.body().at("/response_types_supported").valueStream().map(type -> type.asString())).containsExactly("code");
        assertThat(answer.body().at("/authorization_response_iss_parameter_supported").asBoolean()).isTrue();
        assertThat(answer.body().at("/token_endpoint_auth_methods_supported").valueStream().map(method -> method.asString()))
                .contains("none", "private_key_jwt");
        assertThat(answer.body().at("/grant_types_supported").valueStream().map(grant -> grant.asString()))
                .contains("authorization_code", "refresh_token", "client_credentials");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Cache-Control")).contains("max-age");
        assertThat(answer.body()).isEqualTo(service.get("/.well-known/oauth-authorization-server/o/acme").body());
    }

    @Test
    void theNativeApiIsPublishedAsItIs() {
        PublishedDescription.is("token", service.description());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-authorization-server/o/nobody", "/.well-known/oauth-authorization-server",
            "/.well-known/oauth-authorization-server/o/acme/x", "/o/nobody/oauth2/jwks", "/o/acme/oauth2/authorize/x",
            "/o/acme/x/oauth2/jwks",
            "/oauth2/jwks", "/x/o/acme/oauth2/jwks", "/o/acme/userinfo", "/.well-known/openid-configuration", "/o/ACME/oauth2/jwks",
            "/o/acme/oauth2/token/", "/o/acme/connect/register"})
    void nothingElseIsAnIssuer(String path) {
        assertThat(service.get(path).status()).isIn(401, 404);
    }

    @Test
    void aSilentRegistryIsNotAMissingIssuer() {
        service.registry.silent = true;
        try {
            assertThat(service.get("/o/other/oauth2/jwks").status()).isEqualTo(503);
        } finally {
            service.registry.silent = false;
        }
    }
}
