package io.countersign.token.revocation;

import io.countersign.token.OnBehalf;
import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.events.command.Commands;
import io.countersign.token.connection.ConnectionCommand.RevokeToken;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.issuance.AccessTokens;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.refusal.OAuthError;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * A client ends one of its access tokens (RFC 7009). Answered once the fact is in the log together with the entry every gateway will see.
 * An unknown or dead token is 200 all the same; another client's is refused.
 */
@Component
public class TokenRevocation implements AuthenticationProvider {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRevocation.class);
    private final Issuers issuers;
    private final AccessTokens tokens;
    private final Commands commands;
    private final Clock clock;

    TokenRevocation(Issuers issuers, AccessTokens tokens, Commands commands, Clock clock) {
        this.issuers = issuers;
        this.tokens = tokens;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var request = (OAuth2TokenRevocationAuthenticationToken) authentication;
        var caller = (Authentication) Objects.requireNonNull(request.getPrincipal());
        var issuer = issuers.current();
        tokens.verified(request.getToken()).filter(claims -> issuer.uri().equals(claims.getIssuer()))
                .filter(claims -> clock.instant().isBefore(claims.getExpirationTime().toInstant()))
                .ifPresent(claims -> revoke(claims, caller.getName()));
        return request;
    }

    private void revoke(JWTClaimsSet claims, String caller) {
        if (!caller.equals(claims.getClaim("client_id"))) {
            throw OAuthError.INVALID_GRANT.because("The token was issued to another client.");
        }
        try {
            commands.send(
                    new RevokeToken(String.valueOf(claims.getClaim("cid")), claims.getJWTID(), claims.getExpirationTime().toInstant(),
                            ReasonCode.USER_REQUEST),
                    OnBehalf.client(caller, String.valueOf(claims.getClaim("org"))));
        } catch (ConnectionRefused gone) {
            LOG.debug("Token {} has no connection any more", claims.getJWTID(), gone);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
