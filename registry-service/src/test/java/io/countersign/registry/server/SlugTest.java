package io.countersign.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @ValueSource(strings = {"billing", "a", "my-server-2", "oauth2-server"})
    void aDnsLabelIsASlug(String slug) {
        assertThat(slug).matches(Slug.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Billing", "-a", "a-", "a.b", "a/b", "oauth2", "userinfo", "connect", "mcp", "internal", "api",
            "well-known",
            "srv-01arz3ndektsv4rrffq69g5fav"})
    void ourOwnSegmentsAndWhatReadsLikeAnIdAreNot(String slug) {
        assertThat(slug).doesNotMatch(Slug.PATTERN);
    }
}
