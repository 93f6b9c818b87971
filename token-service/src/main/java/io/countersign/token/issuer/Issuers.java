package io.countersign.token.issuer;

import io.countersign.token.owner.Registry;
import io.countersign.token.refusal.OAuthError;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.stereotype.Component;

/** Which issuers exist: one per organization the registry knows, under the configured public address. */
@Component
public class Issuers {
    private final Registry registry;
    private final URI base;

    Issuers(Registry registry, @Value("${countersign.base-url}") URI base) {
        this.registry = registry;
        this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    }

    URI base() {
        return base;
    }

    Optional<Issuer> find(String slug) {
        return registry.organization(slug).filter(organization -> organization.slug().equals(slug))
                .map(organization -> new Issuer(organization.organizationId(), slug, base + "/o/" + slug));
    }

    /** The issuer the request at hand addresses. */
    public Issuer current() {
        var uri = AuthorizationServerContextHolder.getContext().getIssuer();
        return find(uri.substring(uri.lastIndexOf('/') + 1)).filter(issuer -> issuer.uri().equals(uri))
                .orElseThrow(() -> OAuthError.INVALID_REQUEST.because("There is no such issuer."));
    }
}
