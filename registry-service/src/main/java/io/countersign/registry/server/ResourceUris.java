package io.countersign.registry.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Canonical resource URIs (RFC 8707 section 2): built from the configured public base, never from a request. */
@Component
class ResourceUris {
    private final String base;

    ResourceUris(@Value("${countersign.base-url}") String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    String of(String organizationSlug, String serverSlug) {
        return normalize(base + "/o/" + organizationSlug + "/mcp/" + serverSlug);
    }

    /** Scheme and host in lower case (RFC 3986 section 6.2.2.1); anything that is no URI stays as it is and so matches nothing. */
    static String normalize(String resource) {
        try {
            var uri = new URI(resource);
            return uri.isOpaque() || uri.getHost() == null
                    ? resource
                    : new URI(lower(uri.getScheme()), uri.getUserInfo(), lower(uri.getHost()), uri.getPort(), uri.getPath(), uri.getQuery(),
                            uri.getFragment()).toString();
        } catch (URISyntaxException e) {
            return resource;
        }
    }

    private static @Nullable String lower(@Nullable String part) {
        return part == null ? null : part.toLowerCase(Locale.ROOT);
    }
}
