package io.countersign.token.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.owner.Registry;
import io.countersign.token.owner.Authorization;
import io.countersign.token.refusal.OAuthError;
import java.util.List;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Tells a resource server about the tokens of the servers that it stands for (RFC 7662 section 2.2). Everything else, and every problem
 * with the token, is {@code {"active":false}} without a reason; so is every token to a client that gets tokens itself, its own included.
 */
@Component
public class Introspection implements AuthenticationProvider {
    private final Issuers issuers;
    private final LiveTokens tokens;
    private final Registry registry;

    Introspection(Issuers issuers, LiveTokens tokens, Registry registry) {
        this.issuers = issuers;
        this.tokens = tokens;
        this.registry = registry;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var request = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        var caller = (OAuth2ClientAuthenticationToken) Objects.requireNonNull(request.getPrincipal());
        if (ClientAuthenticationMethod.NONE.equals(caller.getClientAuthenticationMethod())) {
            throw OAuthError.INVALID_CLIENT.because("A public client cannot ask about tokens (RFC 7662 section 2.1).");
        }
        var issuer = issuers.current();
        var answer = tokens.find(issuer, request.getToken()).filter(claims -> serves(caller.getName(), claims, issuer))
                .map(Introspection::active).orElseGet(() -> OAuth2TokenIntrospection.builder(false).build());
        return new OAuth2TokenIntrospectionAuthenticationToken(request.getToken(), caller, answer);
    }

    /** A resource server is bound to its server as every client is, and has no grant: it proves who it is, and gets no token. */
    private boolean serves(String caller, JWTClaimsSet claims, Issuer issuer) {
        return registry.authorization(issuer.organizationId(), caller, claims.getAudience().getFirst()) instanceof Authorization.Given given
                && given.answer().client().grantTypes().isEmpty() && given.access().refusal().isEmpty();
    }

    private static OAuth2TokenIntrospection active(JWTClaimsSet claims) {
        var answer = OAuth2TokenIntrospection.builder(true).issuer(claims.getIssuer()).subject(claims.getSubject())
                .audiences(audiences -> audiences.addAll(claims.getAudience())).clientId(String.valueOf(claims.getClaim("client_id")))
                .tokenType("Bearer").id(claims.getJWTID()).issuedAt(claims.getIssueTime().toInstant())
                .expiresAt(claims.getExpirationTime().toInstant()).claim("cid", claims.getClaim("cid"))
                .claim("org", claims.getClaim("org"));
        return (claims.getClaim("scope") instanceof String scope
                ? answer.scopes(scopes -> scopes.addAll(List.of(scope.split(" "))))
                : answer).build();
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
