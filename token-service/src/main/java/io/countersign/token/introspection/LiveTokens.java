package io.countersign.token.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.web.owner.AccessDecisions;
import io.countersign.access.AccessKeys;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.issuance.AccessTokens;
import io.countersign.token.issuer.Issuer;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether a token is good now: signed by us for this issuer, not expired, its connection alive in our own log, neither it nor anything it
 * rests on revoked, suspended, ended or cut. The access feed speaks while it is fresh; when it is not, each key's owner and our own log.
 */
@Component
class LiveTokens {
    private final AccessTokens tokens;
    private final Connections connections;
    private final AccessDecisions access;
    private final Clock clock;

    LiveTokens(AccessTokens tokens, Connections connections, AccessDecisions access, Clock clock) {
        this.tokens = tokens;
        this.connections = connections;
        this.access = access;
        this.clock = clock;
    }

    Optional<JWTClaimsSet> find(Issuer issuer, String token) {
        return tokens.verified(token).filter(claims -> issuer.uri().equals(claims.getIssuer())).filter(this::lives).filter(this::stands);
    }

    private boolean lives(JWTClaimsSet claims) {
        return clock.instant().isBefore(claims.getExpirationTime().toInstant());
    }

    private boolean stands(JWTClaimsSet claims) {
        var connectionId = String.valueOf(claims.getClaim("cid"));
        var epochs = epochs(claims);
        epochs.putIfAbsent(AccessKeys.connection(connectionId), 0L);
        epochs.put(AccessKeys.token(connectionId, claims.getJWTID()), 0L);
        return connections.current(connectionId) instanceof Active connection
                && connection.life().lapse(clock.instant()).isEmpty()
                && !connection.annotations().revokedTokens().containsKey(claims.getJWTID())
                && connection.access().epoch() <= epochs.getOrDefault(AccessKeys.connection(connectionId), 0L)
                && access.check(epochs).isEmpty();
    }

    private static Map<String, Long> epochs(JWTClaimsSet claims) {
        try {
            return claims.getJSONObjectClaim("epochs").entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue()));
        } catch (ParseException e) {
            throw new IllegalStateException("We signed a token without epochs", e);
        }
    }
}
