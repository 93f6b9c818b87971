package io.countersign.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.registry.contract.ClientEvent.ClientRegistered;
import io.countersign.registry.refusal.Refused;
import io.countersign.events.log.EventJson;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8252 section 7, RFC 9700 section 2.1: what may be registered, and that it is kept byte for byte. */
class RedirectUriValidatorTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/callback", "https://app.example:8443/callback?tenant=1", "http://127.0.0.1/callback",
            "http://localhost:8787/callback", "http://[::1]/cb", "cursor://anysphere.cursor-mcp/oauth/callback",
            "com.example.app:/oauth2redirect", "https://app.example/Path/%7Euser"})
    void isKeptAsItIs(String uri) {
        assertThat(RedirectUriValidator.require(List.of(uri))).containsExactly(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example/callback", "http://127.0.0.2/callback", "http://localhost.evil.example/cb",
            "https://app.example/callback#fragment", "https://user@app.example/callback", "https://app.example@evil.example/",
            "https:///callback", "https://APP.example/callback", "/callback", "javascript:alert(1)", "data:text/html,hi",
            "file:///etc/passwd",
            "vbscript:x", "view-source:https://app.example/", "https://app.example/../callback", "https://app.example/%2e%2E/callback",
            "https://*.app.example/callback", "https://app.example/call back", "https://app.example\\@evil.example/",
            "JavaScript:alert(1)"})
    void isRefused(String uri) {
        assertThatThrownBy(() -> RedirectUriValidator.require(List.of(uri))).isInstanceOf(Refused.class)
                .hasMessageContaining("redirectUris");
    }

    @Test
    void thereAreAtMostTwentyAndNoneTwice() {
        assertThatThrownBy(() -> RedirectUriValidator.require(Collections.nCopies(2, "https://app.example/cb")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> RedirectUriValidator.require(IntStream.range(0, 21).mapToObj(n -> "https://app.example/" + n).toList()))
                .isInstanceOf(Refused.class);
    }

    /** What was recorded before there were people is readable for ever. */
    @Test
    void aClientOfBeforeHasNone() {
        var before = """
                {"clientId":"cli-1","organizationId":"org-1","projectId":"prj-1","name":"Reports","registrationMethod":"MANUAL",\
                "type":"CONFIDENTIAL","authenticationMethod":"client_secret_basic","grantTypes":["client_credentials"]}""";
        assertThat(EventJson.mapper().readValue(before, ClientRegistered.class).redirectUris()).isEmpty();
    }
}
