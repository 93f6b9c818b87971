package io.countersign.registry.client.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.registry.client.SelfRegistration;
import io.countersign.registry.client.metadata.ClientMetadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Client information (RFC 7591 section 3.2.1, RFC 7592 section 3): what is kept, which may be less than was said.
 *
 * @param issuedAt        seconds since 1970; absent once a person let the client in
 * @param secret          where it was just created or just sent: it is kept as a hash only
 * @param secretExpiresAt 0, never, where there is a secret
 * @param token           that the client manages its registration with
 * @param uri             where it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClientInformation(@JsonProperty("client_id") String clientId, @JsonProperty("client_id_issued_at") @Nullable Long issuedAt,
        @JsonProperty("client_secret") @Nullable String secret, @JsonProperty("client_secret_expires_at") @Nullable Long secretExpiresAt,
        @JsonProperty("registration_access_token") String token, @JsonProperty("registration_client_uri") String uri,
        @JsonProperty("client_name") String name, @JsonProperty("redirect_uris") List<String> redirectUris,
        @JsonProperty("grant_types") List<String> grantTypes, @JsonProperty("response_types") List<String> responseTypes,
        @JsonProperty("token_endpoint_auth_method") String authenticationMethod,
        @JsonProperty("logo_uri") @Nullable String logoUri, @JsonProperty("software_id") @Nullable String softwareId,
        @JsonProperty("software_version") @Nullable String softwareVersion) {
    static ClientInformation of(String clientId, @Nullable Instant issuedAt, SelfRegistration kept, @Nullable String secret, String token,
            String uri) {
        return new ClientInformation(clientId, issuedAt == null ? null : Long.valueOf(issuedAt.getEpochSecond()), secret,
                secret == null ? null : Long.valueOf(0), token, uri, kept.name(), kept.redirectUris(), kept.grantTypes(),
                List.of(ClientMetadata.RESPONSE_TYPE), kept.authenticationMethod(), kept.about().logoUri(),
                kept.about().softwareId(), kept.about().softwareVersion());
    }
}
