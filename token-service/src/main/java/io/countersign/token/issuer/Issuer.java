package io.countersign.token.issuer;

/**
 * The issuer of one organization.
 *
 * @param uri {@code {base}/o/{slug}}, byte for byte what stands in metadata and tokens (AS-06)
 */
public record Issuer(String organizationId, String slug, String uri) {
    public String endpoint(String name) {
        return uri + "/oauth2/" + name;
    }
}
