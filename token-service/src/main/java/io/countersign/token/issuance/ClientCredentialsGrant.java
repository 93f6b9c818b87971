package io.countersign.token.issuance;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.access.AccessKeys;
import io.countersign.events.command.Ids;
import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import io.countersign.token.issuance.MachineAccess.Granted;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.refusal.OAuthError;
import io.countersign.token.signingkey.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.stereotype.Component;

/** The client credentials grant (RFC 6749 section 4.4) for one resource (RFC 8707). What is answered stands in the log first. */
@Component
public class ClientCredentialsGrant implements AuthenticationProvider {
    private final Issuers issuers;
    private final MachineAccess access;
    private final IssuanceLog issuances;
    private final AccessTokens tokens;
    private final SigningKeys keys;
    private final Ids ids;
    private final Clock clock;

    ClientCredentialsGrant(Issuers issuers, MachineAccess access, IssuanceLog issuances, AccessTokens tokens, SigningKeys keys, Ids ids,
            Clock clock) {
        this.issuers = issuers;
        this.access = access;
        this.issuances = issuances;
        this.tokens = tokens;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
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
        return new OAuth2AccessTokenAuthenticationToken(client, principal, issue(issuer, granted));
    }

    private OAuth2AccessToken issue(Issuer issuer, Granted granted) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expires = expires(now, granted);
        var parties = granted.connection().parties();
        var jti = ids.next("tok");
        var key = keys.active();
        issuances.append(new TokensIssued(parties.connectionId(), jti, parties.organizationId(), parties.clientId(), parties.serverId(),
                granted.scopes(), parties.resource(), now, expires, Cause.CLIENT_CREDENTIALS, key.getKeyID()));
        var epochs = new TreeMap<String, Object>(granted.connection().terms().epochs());
        epochs.put(AccessKeys.connection(parties.connectionId()), granted.connection().access().epoch());
        var claims = new JWTClaimsSet.Builder().issuer(issuer.uri()).audience(parties.resource()).subject(parties.subjectId())
                .claim("client_id", parties.clientId()).claim("scope", String.join(" ", granted.scopes()))
                .claim("cid", parties.connectionId()).claim("org", parties.organizationId()).claim("epochs", epochs).jwtID(jti)
                .issueTime(Date.from(now)).expirationTime(Date.from(expires)).build();
        return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, tokens.sign(key, claims), now, expires, granted.scopes());
    }

    private static Instant expires(Instant now, Granted granted) {
        var end = now.plusSeconds(granted.authorization().server().accessTokenSeconds());
        var absolute = granted.connection().terms().absoluteExpiresAt();
        return absolute == null || end.isBefore(absolute) ? end : absolute.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
