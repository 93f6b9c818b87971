package io.countersign.registry.client.registration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The client configuration endpoint of each client (RFC 7592 section 2), built from the configured public base, never from a request. */
@Component
class ConfigurationUris {
    private final String base;

    ConfigurationUris(@Value("${countersign.base-url}") String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    String of(String slug, String clientId) {
        return base + "/o/" + slug + "/oauth2/register/" + clientId;
    }
}
