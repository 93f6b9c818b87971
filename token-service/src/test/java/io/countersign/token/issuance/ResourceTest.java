package io.countersign.token.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** RFC 8707 section 2 and the canonical form of the registry. */
class ResourceTest {
    @ParameterizedTest
    @CsvSource({"https://H.example/,https://h.example", "HTTPS://h.example:443/o/a/mcp/b,https://h.example/o/a/mcp/b",
            "http://h.example:80,http://h.example", "http://h.example:8080/x?y=1,http://h.example:8080/x?y=1",
            "https://h.example/x/,https://h.example/x/"})
    void oneResourceHasOneForm(String given, String canonical) {
        assertThat(Resource.canonical(given)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing", "urn:x:y", "https://h.example/#f", "https://user@h.example/", "https://h example",
            "ftp://h.example"})
    void whatIsNotAnAbsoluteHttpUriIsAnInvalidTarget(String given) {
        assertThatThrownBy(() -> Resource.canonical(given)).isInstanceOf(OAuth2AuthenticationException.class)
                .extracting(e -> ((OAuth2AuthenticationException) e).getError().getErrorCode()).isEqualTo("invalid_target");
    }

    @Test
    void theSameResourceTwiceIsOne() {
        assertThat(Resource.requested(new String[]{"https://h.example", "https://h.example/"})).contains("https://h.example");
    }

    @Test
    void twoResourcesAreAnInvalidTarget() {
        assertThatThrownBy(() -> Resource.requested(new String[]{"https://a.example", "https://b.example"}))
                .isInstanceOf(OAuth2AuthenticationException.class);
    }

    @Test
    void noneIsNone() {
        assertThat(Resource.requested(null)).isEmpty();
    }
}
