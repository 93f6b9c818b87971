package io.countersign.token.refresh;

import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.events.command.Commands;
import io.countersign.token.OnBehalf;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.connection.ConnectionState;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Expired;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.issuance.TokenIssuance.Order;
import io.countersign.token.issuance.Resource;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.owner.DelegatedAccess;
import io.countersign.token.refusal.Denied;
import io.countersign.token.refusal.OAuthError;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * The refresh token grant (RFC 6749 section 6, RFC 9700 section 4.14): the token is ours and this client's, its connection is alive and its
 * chain the current one, the owners still allow it; then it is exchanged.
 */
@Component
public class RefreshGrant implements AuthenticationProvider {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshGrant.class);
    /** What was exchanged is known from the log of issuances, which is kept a day longer. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(399);

    private final Issuers issuers;
    private final RefreshTokens tokens;
    private final Connections connections;
    private final DelegatedAccess access;
    private final Rotation rotation;
    private final Commands commands;
    private final Clock clock;

    RefreshGrant(Issuers issuers, RefreshTokens tokens, Connections connections, DelegatedAccess access, Rotation rotation,
            Commands commands,
            Clock clock) {
        this.issuers = issuers;
        this.tokens = tokens;
        this.connections = connections;
        this.access = access;
        this.rotation = rotation;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var request = (OAuth2RefreshTokenAuthenticationToken) authentication;
        var principal = (OAuth2ClientAuthenticationToken) Objects.requireNonNull(request.getPrincipal());
        var client = Objects.requireNonNull(principal.getRegisteredClient());
        var issuer = issuers.current();
        var token = tokens.read(request.getRefreshToken()).filter(this::recent).orElseThrow(RefreshGrant::invalid);
        var state = own(token, client.getClientId(), issuer.organizationId());
        try {
            return refreshed(request, principal, client, issuer, token, alive(state, token));
        } catch (Denied denied) {
            throw denied.on(grounds(token, state));
        }
    }

    private static Denied.Grounds grounds(RefreshToken token, ConnectionState state) {
        return Denied.Grounds.of(state.known().orElseThrow(), token.connectionId(), "refresh_token",
                state instanceof Active active ? active.terms().epochs() : Map.of());
    }

    private Authentication refreshed(OAuth2RefreshTokenAuthenticationToken request, OAuth2ClientAuthenticationToken principal,
            RegisteredClient client, Issuer issuer, RefreshToken token, Active connection) {
        var resource = connection.parties().resource();
        if (!Resource.requested(request.getAdditionalParameters().get("resource")).orElse(resource).equals(resource)) {
            throw OAuthError.INVALID_TARGET.denied("audience_mismatch", "The refresh token is for another resource.");
        }
        var answer = access.requireToGoOn(new DelegatedAccess.Claim(issuer.organizationId(), client.getClientId(), resource,
                connection.parties().subjectId(), connection.terms().epochs()));
        var scopes = scopes(request.getScopes(), connection, answer);
        var exchanged = rotation.exchange(token, new Order(issuer, connection, scopes, answer.server().accessTokenSeconds(), Cause.REFRESH),
                Duration.ofSeconds(answer.server().refreshGraceSeconds()));
        used(connection);
        return new OAuth2AccessTokenAuthenticationToken(client, principal, exchanged.access(),
                new OAuth2RefreshToken(tokens.write(exchanged.successor()), exchanged.successor().issuedAt()));
    }

    private boolean recent(RefreshToken token) {
        return clock.instant().isBefore(token.issuedAt().plus(LONGEST_LIFE));
    }

    /** Whose it is comes first: nothing is told to, or done for, another client. */
    private ConnectionState own(RefreshToken token, String clientId, String organizationId) {
        var state = connections.load(token.connectionId()).state();
        if (state.known().filter(parties -> parties.clientId().equals(clientId) && parties.organizationId().equals(organizationId))
                .isEmpty()) {
            throw invalid();
        }
        return state;
    }

    private Active alive(ConnectionState state, RefreshToken token) {
        if (!(state instanceof Active active) || active.life().lapse(clock.instant()).isPresent()) {
            throw OAuthError.INVALID_GRANT.denied(
                    state instanceof Active || state instanceof Expired ? "connection_expired" : "connection_revoked",
                    "The connection has ended. Authorize again.");
        }
        if (active.chain() != token.chain()) {
            throw OAuthError.INVALID_GRANT.denied("token_invalid", "The connection has ended. Authorize again.");
        }
        return active;
    }

    /** A refresh may narrow the access token, never widen it; {@code offline_access} and what was not granted are left out. */
    private static SortedSet<String> scopes(Set<String> requested, Active connection, AuthorizationAnswer answer) {
        var scopes = new TreeSet<>(connection.terms().scopes());
        scopes.retainAll(DelegatedAccess.allowed(answer));
        if (!requested.isEmpty() && !requested.equals(Set.of("offline_access"))) {
            scopes.retainAll(requested);
            if (scopes.isEmpty()) {
                throw OAuthError.INVALID_SCOPE.denied("insufficient_scope", "None of the requested scopes was granted.");
            }
        }
        return scopes;
    }

    private void used(Active connection) {
        if (connection.useDue(clock.instant())) {
            var parties = connection.parties();
            try {
                commands.send(new RecordUse(connection.connectionId(), clock.instant()),
                        OnBehalf.client(parties.clientId(), parties.organizationId()));
            } catch (ConnectionRefused ended) {
                LOG.debug("{} ended meanwhile", connection.connectionId(), ended);
            }
        }
    }

    private static OAuth2AuthenticationException invalid() {
        return OAuthError.INVALID_GRANT.because("The refresh token is not valid.");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
