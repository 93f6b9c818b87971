package io.countersign.token.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.jwk.JWKSet;
import io.countersign.token.client.ClientAssertions;
import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.owner.Registry;
import io.countersign.token.signingkey.SigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Authorization server metadata (RFC 8414), one document at all three well-known addresses (AS-04..AS-06), and the key set (RFC 7517). */
@RestController
class MetadataController {
    private static final CacheControl MINUTES = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();
    private final SigningKeys keys;
    private final Registry registry;

    MetadataController(SigningKeys keys, Registry registry) {
        this.keys = keys;
        this.registry = registry;
    }

    @GetMapping({"/.well-known/oauth-authorization-server/o/{slug}", "/.well-known/openid-configuration/o/{slug}",
            "/o/{slug}/.well-known/openid-configuration"})
    ResponseEntity<Metadata> metadata(@RequestAttribute("io.countersign.token.issuer.Issuer") Issuer issuer) {
        var organization = registry.organization(issuer.slug());
        return ResponseEntity.ok().cacheControl(MINUTES).header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(Metadata.of(issuer, organization.filter(known -> known.dynamicRegistration()).isPresent(),
                        organization.filter(known -> known.metadataDocuments()).isPresent()));
    }

    @GetMapping("/o/{slug}/oauth2/jwks")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok().cacheControl(MINUTES).header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(new JWKSet(List.copyOf(keys.published())).toJSONObject(true));
    }

    /**
     * What is on, and nothing else. Scopes are each server's own and stand in its metadata (RFC 9728): naming {@code offline_access} here
     * would make clients ask for consent every time.
     *
     * @param registrationEndpoint absent where clients do not register themselves
     * @param metadataDocuments    absent where no client is known by the address of its metadata document (CIMD-16)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Metadata(String issuer, @JsonProperty("authorization_endpoint") String authorizationEndpoint,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("registration_endpoint") @Nullable String registrationEndpoint, @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("introspection_endpoint") String introspectionEndpoint,
            @JsonProperty("revocation_endpoint") String revocationEndpoint,
            @JsonProperty("grant_types_supported") List<String> grantTypes,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("response_modes_supported") List<String> responseModes,
            @JsonProperty("token_endpoint_auth_methods_supported") List<String> tokenEndpointAuthMethods,
            @JsonProperty("token_endpoint_auth_signing_alg_values_supported") List<String> tokenEndpointAuthAlgorithms,
            @JsonProperty("introspection_endpoint_auth_methods_supported") List<String> introspectionAuthMethods,
            @JsonProperty("introspection_endpoint_auth_signing_alg_values_supported") List<String> introspectionAuthAlgorithms,
            @JsonProperty("revocation_endpoint_auth_methods_supported") List<String> revocationAuthMethods,
            @JsonProperty("revocation_endpoint_auth_signing_alg_values_supported") List<String> revocationAuthAlgorithms,
            @JsonProperty("code_challenge_methods_supported") List<String> codeChallengeMethods,
            @JsonProperty("authorization_response_iss_parameter_supported") boolean issuerInResponse,
            @JsonProperty("client_id_metadata_document_supported") @Nullable Boolean metadataDocuments,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,
            @JsonProperty("id_token_signing_alg_values_supported") List<String> idTokenAlgorithms) {
        private static final List<String> WITH_CREDENTIALS = List.of("client_secret_basic", "client_secret_post", "private_key_jwt");
        private static final List<String> WITH_OR_WITHOUT = List.of("none", "private_key_jwt", "client_secret_basic", "client_secret_post");
        private static final List<String> GRANTS = List.of("authorization_code", "refresh_token", "client_credentials");

        static Metadata of(Issuer issuer, boolean registration, boolean metadataDocuments) {
            return new Metadata(issuer.uri(), issuer.endpoint(OAuthEndpoint.AUTHORIZE), issuer.endpoint(OAuthEndpoint.TOKEN),
                    registration ? issuer.endpoint(OAuthEndpoint.REGISTER) : null,
                    issuer.endpoint(OAuthEndpoint.JWKS), issuer.endpoint(OAuthEndpoint.INTROSPECT), issuer.endpoint(OAuthEndpoint.REVOKE),
                    GRANTS, List.of("code"), List.of("query"), WITH_OR_WITHOUT, ClientAssertions.ALGORITHMS, WITH_CREDENTIALS,
                    ClientAssertions.ALGORITHMS, WITH_OR_WITHOUT, ClientAssertions.ALGORITHMS,
                    List.of("S256"), true, metadataDocuments ? true : null, List.of("public"), List.of("ES256"));
        }
    }
}
