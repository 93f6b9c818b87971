package io.countersign.token.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9700 section 4.1.3 and RFC 8252 section 7.3 (spec 1.4). */
class RedirectUrisTest {
    @ParameterizedTest
    @CsvSource({"http://127.0.0.1/callback, http://127.0.0.1:51004/callback", "http://localhost/callback, http://localhost:3000/callback",
            "http://localhost:8787/callback, http://localhost/callback", "http://[::1]/cb, http://[::1]:9/cb",
            "http://127.0.0.1/cb?a=b, http://127.0.0.1:1/cb?a=b", "https://app.example/cb, https://app.example/cb",
            "cursor://anysphere.cursor-mcp/oauth/callback, cursor://anysphere.cursor-mcp/oauth/callback"})
    void isOneOfTheRegistered(String registered, String requested) {
        assertThat(RedirectUris.matches(List.of("https://else.example/", registered), requested)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1/callback, http://localhost:51004/callback", "http://localhost/callback, http://127.0.0.1/callback",
            "http://127.0.0.1/callback, http://127.0.0.1:51004/callback/", "http://127.0.0.1/callback, http://127.0.0.1:51004/Callback",
            "http://127.0.0.1/callback, http://127.0.0.1:51004/callback?x=1", "http://127.0.0.1/callback, https://127.0.0.1/callback",
            "http://127.0.0.1/callback, http://127.0.0.1@evil.example/callback", "http://127.0.0.1/callback, http://a@127.0.0.1/callback",
            "http://127.0.0.1/callback, http://127.0.0.1:1/callback#f", "http://127.0.0.1/callback, http://127.0.0.1.evil.example/callback",
            "http://127.0.0.1/callback, http://2130706433/callback", "http://127.0.0.1/callback, http://127.0.0.1:1/%63allback",
            "https://app.example/cb, https://app.example:443/cb", "https://app.example/cb, https://app.example/cb/../cb",
            "https://app.example/cb, https://APP.example/cb", "https://app.example/cb, https://app.example/cbx",
            "cursor://a/cb, cursor://a/cb?x", "http://localhost/cb, http://LOCALHOST/cb", "https://app.example/cb, http://app.example/cb"})
    void isAnother(String registered, String requested) {
        assertThat(RedirectUris.matches(List.of(registered), requested)).isFalse();
    }

    @Test
    void thePortOfThisMachineCountsForNothing() {
        assertThat(RedirectUris.withoutPort("http://127.0.0.1:4711/cb?a=b")).isEqualTo("http://127.0.0.1/cb?a=b");
        assertThat(RedirectUris.withoutPort("https://app.example:8443/cb")).isEqualTo("https://app.example:8443/cb");
    }

    @Test
    void theKindDecidesWhetherConsentIsAlwaysShown() {
        assertThat(RedirectUris.kind("http://localhost:1/")).isEqualTo(RedirectKind.LOOPBACK);
        assertThat(RedirectUris.kind("https://app.example/")).isEqualTo(RedirectKind.HTTPS);
        assertThat(RedirectUris.kind("cursor://x/y")).isEqualTo(RedirectKind.PRIVATE_USE);
    }
}
