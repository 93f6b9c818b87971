package io.countersign.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No open redirect (RFC 9700, 4.11). */
class LocalTargetTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/o/acme/oauth2/authorize?state=x%20y&redirect_uri=http%3A%2F%2F127.0.0.1", "/a?b=//c", "/login-help"})
    void aPathOfOursIsTakenByteForByte(String wanted) {
        assertThat(LocalTarget.read(wanted)).map(LocalTarget::value).contains(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)",
            "/a\\b", "/a b", "/a\tb", "/a\r\nSet-Cookie: x=y", "/a#b", "/ü", "/login", "/login?return=/x", "/login/callback?code=x",
            "/logout",
            ".evil.example", "@evil.example"})
    void anythingElseIsNone(String wanted) {
        assertThat(LocalTarget.read(wanted)).isEmpty();
    }
}
