package io.countersign.token.issuer;

import io.countersign.web.peer.PeerUnavailable;
import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.token.refusal.OAuthError;
import io.countersign.token.refusal.OAuthRefusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Admits exactly the addresses of issuers that exist, before anything else sees the request, and gives them the configured public scheme,
 * host and port: Spring's authorization server would take any path prefix and any {@code Host} for an issuer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class IssuerFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerFilter.class);
    private static final Pattern ISSUER_SPACE = Pattern.compile("/(?:o|\\.well-known)(?:/.*)?");
    private static final Pattern ADMITTED = Pattern.compile(
            "/o/(?<endpoint>[a-z0-9-]{1,64})/oauth2/(?:" + OAuthEndpoint.paths(endpoint -> !endpoint.isOfTheRegistry()) + ")"
                    + "|/\\.well-known/(?:oauth-authorization-server|openid-configuration)/o/(?<wellknown>[a-z0-9-]{1,64})"
                    + "|/o/(?<appended>[a-z0-9-]{1,64})/\\.well-known/openid-configuration");
    private final Issuers issuers;
    private final OAuthRefusals refusals;
    private final RequestValidation validation;

    IssuerFilter(Issuers issuers, OAuthRefusals refusals, RequestValidation validation) {
        this.issuers = issuers;
        this.validation = validation;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!ISSUER_SPACE.matcher(request.getRequestURI()).matches()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var issuer = issuer(request.getRequestURI());
            if (issuer.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            request.setAttribute(Issuer.class.getName(), issuer.get());
        } catch (PeerUnavailable silent) {
            LOG.warn("The registry is unavailable, so the issuer of {} is unknown", request.getRequestURI(), silent);
            refusals.write(response, OAuthError.TEMPORARILY_UNAVAILABLE, "The request cannot be decided now. Try again.");
            return;
        }
        if (validation.fits(request, response)) {
            chain.doFilter(new PublicAddressRequest(request, issuers.base()), response);
        }
    }

    private Optional<Issuer> issuer(String path) {
        var admitted = ADMITTED.matcher(path);
        return admitted.matches()
                ? Optional.ofNullable(admitted.group("endpoint")).or(() -> Optional.ofNullable(admitted.group("wellknown")))
                        .or(() -> Optional.ofNullable(admitted.group("appended"))).flatMap(issuers::find)
                : Optional.empty();
    }
}
