package io.countersign.token.issuance;

import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.issuance.TokenIssuance.Order;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.refusal.OAuthError;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.stereotype.Component;

/** The client credentials grant (RFC 6749 section 4.4) for one resource (RFC 8707). */
@Component
public class ClientCredentialsGrant implements AuthenticationProvider {
    private final Issuers issuers;
    private final MachineAccess access;
    private final TokenIssuance issuing;

    ClientCredentialsGrant(Issuers issuers, MachineAccess access, TokenIssuance issuing) {
        this.issuers = issuers;
        this.access = access;
        this.issuing = issuing;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var request = (OAuth2ClientCredentialsAuthenticationToken) authentication;
        var principal = (OAuth2ClientAuthenticationToken) Objects.requireNonNull(request.getPrincipal());
        var client = Objects.requireNonNull(principal.getRegisteredClient());
        if (!client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
            throw OAuthError.UNAUTHORIZED_CLIENT.because("The client is not registered for this grant.");
        }
        var issuer = issuers.current();
        var resource = Resource.requested(request.getAdditionalParameters().get("resource")).orElse(null);
        var granted = access.grant(issuer, client.getClientId(), resource, request.getScopes());
        return new OAuth2AccessTokenAuthenticationToken(client, principal, issuing.issue(new Order(issuer, granted.connection(),
                granted.scopes(), granted.authorization().server().accessTokenSeconds(), Cause.CLIENT_CREDENTIALS)));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
