package io.countersign.token.code;

import io.countersign.hash.Sha256;
import io.countersign.registry.contract.AuthorizationAnswer;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Ids;
import io.countersign.token.redirect.RedirectUris;
import io.countersign.token.OnBehalf;
import io.countersign.token.code.Redemption.RedeemCode;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.issuance.TokenIssuance;
import io.countersign.token.issuance.TokenIssuance.Order;
import io.countersign.token.issuance.Resource;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.issuer.Issuers;
import io.countersign.token.owner.AuthorizedTerms;
import io.countersign.token.owner.DelegatedAccess;
import io.countersign.token.refresh.FirstRefreshToken;
import io.countersign.token.refusal.Denied;
import io.countersign.token.refusal.OAuthError;
import java.time.Clock;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6): the code is this client's, used for the redirect URI and the
 * resource it was issued for, within its life, by whoever knows the verifier; the owners still allow it; then it is redeemed, once.
 */
@Component
public class CodeGrant implements AuthenticationProvider {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final Issuers issuers;
    private final AuthorizationCodes codes;
    private final DelegatedAccess access;
    private final Commands commands;
    private final Connections connections;
    private final TokenIssuance issuing;
    private final FirstRefreshToken refresh;
    private final Ids ids;
    private final Clock clock;

    CodeGrant(Issuers issuers, AuthorizationCodes codes, DelegatedAccess access, Commands commands, Connections connections,
            TokenIssuance issuing,
            FirstRefreshToken refresh, Ids ids, Clock clock) {
        this.issuers = issuers;
        this.codes = codes;
        this.access = access;
        this.commands = commands;
        this.connections = connections;
        this.issuing = issuing;
        this.refresh = refresh;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var request = (OAuth2AuthorizationCodeAuthenticationToken) authentication;
        var principal = (OAuth2ClientAuthenticationToken) Objects.requireNonNull(request.getPrincipal());
        var client = Objects.requireNonNull(principal.getRegisteredClient());
        var issuer = issuers.current();
        var found = codes.find(request.getCode());
        var facts = bound(found.state(), request, client, issuer);
        try {
            var answer = access
                    .requireToBegin(new DelegatedAccess.Claim(issuer.organizationId(), client.getClientId(), facts.parties().resource(),
                            facts.parties().subjectId(), facts.epochs()));
            var connection = redeem(facts, answer, found.eventId());
            return issued(client, principal, new Order(issuer, connection, connection.terms().scopes(),
                    answer.server().accessTokenSeconds(), Cause.CODE));
        } catch (Denied denied) {
            throw denied.on(Denied.Grounds.of(facts.parties(), null, "authorization_code", facts.epochs()));
        }
    }

    /** That the code was issued for exactly this request. One that was used before may be told from none only by who proves to be it. */
    private AuthorizationCodeIssued bound(CodeState state, OAuth2AuthorizationCodeAuthenticationToken request, RegisteredClient client,
            Issuer issuer) {
        if (state instanceof CodeState.Absent || !state.facts().parties().clientId().equals(client.getClientId())
                || !state.facts().parties().organizationId().equals(issuer.organizationId())) {
            throw invalid();
        }
        var facts = state.facts();
        if (!facts.redirectUri().equals(request.getRedirectUri())) {
            throw OAuthError.INVALID_GRANT.because("redirect_uri is not the one the code was issued for.");
        }
        if (!(request.getAdditionalParameters().get("code_verifier") instanceof String verifier)) {
            throw OAuthError.INVALID_REQUEST.because("One code_verifier is needed.");
        }
        if (!VERIFIER.matcher(verifier).matches() || !CodeValue.proves(verifier, facts.codeChallenge())) {
            throw OAuthError.INVALID_GRANT.because("code_verifier does not fit the code_challenge.");
        }
        var resource = facts.parties().resource();
        if (!Resource.requested(request.getAdditionalParameters().get("resource")).orElse(resource).equals(resource)) {
            throw OAuthError.INVALID_TARGET.because("The code was issued for another resource.");
        }
        if (state instanceof CodeState.Issued issued && !issued.lives(clock.instant())) {
            throw OAuthError.INVALID_GRANT.because("The code has expired.");
        }
        return facts;
    }

    private Active redeem(AuthorizationCodeIssued facts, AuthorizationAnswer answer, String cause) {
        var id = ids.next("con");
        var parties = facts.parties();
        var terms = AuthorizedTerms.of(scopes(facts, answer), facts.epochs(), answer, clock.instant());
        var receipt = commands.send(new RedeemCode(facts.codeId(), new AuthorizeConnection(id, parties, terms, facts.redirectUri(), null),
                installation(facts)), OnBehalf.client(parties.clientId(), parties.organizationId(), cause));
        if (receipt.aggregateId().equals(facts.codeId()) || !(connections.load(receipt.aggregateId()).state() instanceof Active active)) {
            throw OAuthError.INVALID_GRANT.denied("token_invalid", "The code was used before; what it led to is ended.");
        }
        return active;
    }

    private static @Nullable String installation(AuthorizationCodeIssued facts) {
        var parties = facts.parties();
        return facts.browserId() == null
                ? null
                : "ins-" + Sha256.base64Url(String.join("\n", parties.subjectId(), parties.clientId(), parties.serverId(),
                        RedirectUris.withoutPort(facts.redirectUri()), facts.browserId()));
    }

    /** What was granted, as far as server and binding still have it. */
    private static SortedSet<String> scopes(AuthorizationCodeIssued facts, AuthorizationAnswer answer) {
        var scopes = new TreeSet<>(facts.scopes());
        scopes.retainAll(DelegatedAccess.allowed(answer));
        if (scopes.isEmpty() && !facts.scopes().isEmpty()) {
            throw OAuthError.INVALID_SCOPE.denied("insufficient_scope", "Nothing that was granted is to be had any more.");
        }
        return scopes;
    }

    private Authentication issued(RegisteredClient client, OAuth2ClientAuthenticationToken principal, Order order) {
        if (!client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN)) {
            return new OAuth2AccessTokenAuthenticationToken(client, principal, issuing.issue(order));
        }
        var first = refresh.issue(order);
        return new OAuth2AccessTokenAuthenticationToken(client, principal, first.access(), first.refresh());
    }

    private static OAuth2AuthenticationException invalid() {
        return OAuthError.INVALID_GRANT.because("The code is not valid.");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2AuthorizationCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
