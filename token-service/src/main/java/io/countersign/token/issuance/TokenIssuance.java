package io.countersign.token.issuance;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.access.AccessKeys;
import io.countersign.events.command.Ids;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.signingkey.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;

/** Where every grant ends: what is handed out is in the log of issuances first and is signed then. */
@Component
public class TokenIssuance {
    private final IssuanceLog issuances;
    private final AccessTokens tokens;
    private final SigningKeys keys;
    private final Ids ids;
    private final Clock clock;

    TokenIssuance(IssuanceLog issuances, AccessTokens tokens, SigningKeys keys, Ids ids, Clock clock) {
        this.issuances = issuances;
        this.tokens = tokens;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a token is to be about. Whoever asks has decided that it may be. */
    public record Order(Issuer issuer, Active connection, SortedSet<String> scopes, long accessTokenSeconds, Cause cause) {
    }

    /** A generation of a chain of refresh tokens, and the key it is authenticated with. */
    public record Link(long chain, long generation, String refreshKid) {
    }

    /** Without a refresh token. */
    public OAuth2AccessToken issue(Order order) {
        var jti = ids.next("tok");
        return issue(order, jti, null, jti, 0);
    }

    /**
     * Together with the refresh token of a generation.
     *
     * @param stream   of the log of issuances
     * @param sequence its place there
     * @throws io.countersign.eventstore.EventLogException.Conflict when something was issued at that place before: nothing is issued
     */
    public OAuth2AccessToken issue(Order order, Link link, String stream, long sequence) {
        return issue(order, ids.next("tok"), link, stream, sequence);
    }

    /** As {@link #issue(Order)}, for a refresh token that was handed out before and is handed out again. */
    public OAuth2AccessToken issueAgain(Order order, Link link) {
        var jti = ids.next("tok");
        return issue(order, jti, link, jti, 0);
    }

    private OAuth2AccessToken issue(Order order, String jti, @Nullable Link link, String stream, long sequence) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expires = expires(now, order);
        var connectionId = order.connection().connectionId();
        var parties = order.connection().parties();
        var key = keys.active();
        issuances.append(stream, sequence,
                new TokensIssued(connectionId, jti, parties.organizationId(), parties.clientId(), parties.serverId(),
                        order.scopes(), parties.resource(), now, expires, order.cause(), key.getKeyID(), link == null ? null : link.chain(),
                        link == null ? null : link.generation(), link == null ? null : link.refreshKid()));
        var epochs = new TreeMap<String, Object>(order.connection().terms().epochs());
        epochs.put(AccessKeys.connection(connectionId), order.connection().access().epoch());
        var claims = new JWTClaimsSet.Builder().issuer(order.issuer().uri()).audience(parties.resource()).subject(parties.subjectId())
                .claim("client_id", parties.clientId()).claim("scope", order.scopes().isEmpty() ? null : String.join(" ", order.scopes()))
                .claim("cid", connectionId).claim("org", parties.organizationId()).claim("epochs", epochs).jwtID(jti)
                .issueTime(Date.from(now)).expirationTime(Date.from(expires)).build();
        return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, tokens.sign(key, claims), now, expires, order.scopes());
    }

    private static Instant expires(Instant now, Order order) {
        var end = now.plusSeconds(order.accessTokenSeconds());
        var absolute = order.connection().life().absoluteExpiresAt();
        return absolute == null || end.isBefore(absolute) ? end : absolute.truncatedTo(ChronoUnit.SECONDS);
    }
}
