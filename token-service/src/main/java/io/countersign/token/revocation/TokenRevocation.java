package io.countersign.token.revocation;

import io.countersign.token.OnBehalf;
import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.events.command.Commands;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeToken;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.Parties;
import io.countersign.token.issuance.AccessTokens;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.refresh.RefreshTokenOwner;
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
 * A client ends one of its access tokens, or with a refresh token the whole connection (RFC 7009 section 2.1). Answered once the fact is in
 * the log together with the entry every gateway will see. An unknown or dead token is 200 all the same; another client's is refused.
 */
@Component
public class TokenRevocation implements AuthenticationProvider {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRevocation.class);
    private final Issuers issuers;
    private final AccessTokens tokens;
    private final RefreshTokenOwner refreshTokens;
    private final Connections connections;
    private final Commands commands;
    private final Clock clock;

    TokenRevocation(Issuers issuers, AccessTokens tokens, RefreshTokenOwner refreshTokens, Connections connections, Commands commands,
            Clock clock) {
        this.issuers = issuers;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.connections = connections;
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
        refreshTokens.connectionOf(request.getToken()).ifPresent(id -> connections.load(id).state().known()
                .filter(parties -> parties.organizationId().equals(issuer.organizationId()))
                .ifPresent(parties -> revoke(id, parties, caller.getName())));
        return request;
    }

    private void revoke(String connectionId, Parties parties, String caller) {
        if (!caller.equals(parties.clientId())) {
            throw OAuthError.INVALID_GRANT.because("The token was issued to another client.");
        }
        try {
            commands.send(new RevokeConnection(connectionId, ReasonCode.USER_REQUEST, null, null),
                    OnBehalf.client(caller, parties.organizationId()));
        } catch (ConnectionRefused gone) {
            LOG.debug("{} is gone already", connectionId, gone);
        }
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
