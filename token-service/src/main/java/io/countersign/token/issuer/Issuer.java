package io.countersign.token.issuer;

import io.countersign.token.contract.OAuthEndpoint;

/**
 * The issuer of one organization.
 *
 * @param uri {@code {base}/o/{slug}}, byte for byte what stands in metadata and tokens (AS-06)
 */
public record Issuer(String organizationId, String slug, String uri) {
    public String endpoint(OAuthEndpoint endpoint) {
        return uri + "/oauth2/" + endpoint.path();
    }
}
