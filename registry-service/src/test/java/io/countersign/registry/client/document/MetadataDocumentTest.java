package io.countersign.registry.client.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.contract.SelfDescription;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIMD-01 to CIMD-08: which addresses are client ids, and what is kept of the documents there. */
class MetadataDocumentTest {
    private static final String AT = "https://app.example/oauth/client.json";
    private static final String LEAST = "\"client_id\":\"" + AT
            + "\",\"client_name\":\"App\",\"redirect_uris\":[\"https://app.example/cb\"]";
    private static final String KEY = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
            + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"%s}";

    private static boolean https(URI uri) {
        return "https".equals(uri.getScheme()) && uri.getHost() != null;
    }

    private static MetadataDocument read(String fields) {
        return MetadataDocument.read(("{" + fields + "}").getBytes(StandardCharsets.UTF_8),
                MetadataUrl.require(AT, MetadataDocumentTest::https), false, MetadataDocumentTest::https);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/c", "https://app.example:8443/c", "https://app.example/a/b.json",
            "https://xn--bcher-kva.example/c"})
    void anHttpsAddressWithAPathIsAClientId(String id) {
        assertThat(MetadataUrl.require(id, MetadataDocumentTest::https).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://app.example/c", "https://app.example", "https://app.example/", "https://app.example/c#f",
            "https://u:p@app.example/c", "https://app.example/a/../c", "https://app.example/%2e%2E/c", "https://app.example/./c",
            "https://app.example\\c", "https:///c", "https://App.example/c", "https://bücher.example/c", "https:c", "https://a b/c"})
    void everyOtherIsNone(String id) {
        assertThatThrownBy(() -> MetadataUrl.require(id, MetadataDocumentTest::https)).isInstanceOf(MetadataRefused.class);
    }

    @Test
    void anAddressIsNoLongerThanAnyAddress() {
        var longest = "https://app.example/" + "c".repeat(2048 - 20);
        assertThat(MetadataUrl.require(longest, MetadataDocumentTest::https).value()).hasSize(2048);
        assertThatThrownBy(() -> MetadataUrl.require(longest + "c", MetadataDocumentTest::https)).hasMessageContaining("2048");
    }

    /** As claude.ai publishes it: grants that are not for us are left out, not refused. */
    @Test
    void whatIsNotForUsIsLeftOut() {
        var kept = read(
                LEAST + """
                        ,"grant_types":["authorization_code","refresh_token","urn:ietf:params:oauth:grant-type:jwt-bearer"],"response_types":["code"],
                        "token_endpoint_auth_method":"none","client_uri":"javascript:alert(1)","logo_uri":"https://app.example/logo.png","x":{"y":1}""");

        assertThat(kept).isEqualTo(new MetadataDocument("App", List.of("https://app.example/cb"),
                List.of("authorization_code", "refresh_token"), "none", null, null,
                new SelfDescription("https://app.example/logo.png", null, null)));
    }

    /** As ChatGPT writes it: the method it would rather use, and those it can (stacklok/toolhive#6278). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"private_key_jwt\"|[\"none\",\"private_key_jwt\"]|private_key_jwt",
            "\"none\"|[\"private_key_jwt\"]|none",
            "\"tls_client_auth\"|[\"none\",\"private_key_jwt\"]|private_key_jwt", "\"tls_client_auth\"|[\"none\"]|none",
            "null|[\"none\"]|none",
            "null|null|none"})
    void theMethodIsTheOneBothCanDo(String method, String choices, String agreed) {
        var kept = read(LEAST + ",\"jwks_uri\":\"https://app.example/jwks.json\",\"token_endpoint_auth_method\":" + method
                + ",\"token_endpoint_auth_methods_supported\":" + choices);

        assertThat(kept.authenticationMethod()).isEqualTo(agreed);
        assertThat(kept.jwksUri()).isEqualTo(agreed.equals("none") ? null : "https://app.example/jwks.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"client_id\":\"https://app.example/oauth/other.json\"|client_id", "\"client_id\":null|client_id",
            "\"client_name\":\"\"|client_name", "\"redirect_uris\":[]|redirect_uris is needed",
            "\"redirect_uris\":[\"app://x\"]|redirect_uris",
            "\"token_endpoint_auth_method\":\"client_secret_post\"|secret", "\"token_endpoint_auth_method\":\"client_secret_jwt\"|secret",
            "\"token_endpoint_auth_method\":\"tls_client_auth\"|token_endpoint_auth_method", "\"client_secret\":\"s\"|client_secret",
            "\"client_secret_expires_at\":0|client_secret_expires_at", "\"response_types\":[\"token\"]|response_types",
            "\"grant_types\":[\"client_credentials\"]|grant_types", "\"token_endpoint_auth_method\":\"private_key_jwt\"|jwks",
            "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks_uri\":\"http://10.0.0.1/\"|jwks_uri"})
    void aDocumentThatBreaksARuleIsRefusedByItsName(String fields, String rule) {
        var name = fields.substring(1, fields.indexOf('"', 1));
        var rest = String.join(",", Arrays.stream(LEAST.split(",(?=\")")).filter(field -> !field.startsWith("\"" + name + "\"")).toList());

        assertThatThrownBy(() -> read(rest + "," + fields)).isInstanceOf(MetadataRefused.class).hasMessageContaining(rule);
    }

    /** CIMD-07. */
    @Test
    void publicKeysAreKeptAndAPrivateOneIsRefused() {
        var signed = LEAST + ",\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[" + KEY + "]}";

        assertThat(read(signed.formatted("")).jwks()).contains("P-256");
        assertThatThrownBy(() -> read(signed.formatted(",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"")))
                .isInstanceOf(MetadataRefused.class).hasMessageContaining("private");
    }

    @Test
    void aFieldNamedTwiceIsRefused() {
        assertThatThrownBy(() -> read(LEAST + ",\"client_name\":\"Other\"")).isInstanceOf(MetadataRefused.class);
    }
}
