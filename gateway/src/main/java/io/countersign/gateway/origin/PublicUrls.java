package io.countersign.gateway.origin;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The public addresses, built from configuration and never from a request (spec 5.3.1).
 *
 * @param baseUrl scheme, host and port under which clients reach the gateway
 */
@ConfigurationProperties("countersign")
public record PublicUrls(URI baseUrl) {
    public PublicUrls {
        if (baseUrl.getHost() == null || !baseUrl.getScheme().startsWith("http")) {
            throw new IllegalArgumentException("countersign.base-url must be an http(s) URL with a host: " + baseUrl);
        }
        baseUrl = URI.create(baseUrl.toString().replaceAll("/+$", ""));
    }

    public String base() {
        return baseUrl.toString();
    }

    /** One issuer per organization. */
    public String issuer(String organizationSlug) {
        return baseUrl + "/o/" + organizationSlug;
    }

    /** The path is inserted between host and resource path (RFC 9728, section 3.1); for a resource on a host of its own, on that host. */
    public String resourceMetadata(String resource) {
        var uri = URI.create(resource);
        return uri.resolve("/.well-known/oauth-protected-resource" + uri.getRawPath()).toString();
    }

    /** Host and port as they stand in a {@code Host} header, lower case, a default port left out. */
    String authority() {
        return authority(baseUrl);
    }

    /** As browsers write it in {@code Origin}. */
    public String origin() {
        return origin(baseUrl);
    }

    /** The origin of any address. */
    public static String origin(URI uri) {
        return uri.getScheme() + "://" + authority(uri);
    }

    static String authority(URI uri) {
        var port = uri.getPort() < 0 || uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80) ? "" : ":" + uri.getPort();
        return uri.getHost().toLowerCase(java.util.Locale.ROOT) + port;
    }
}
