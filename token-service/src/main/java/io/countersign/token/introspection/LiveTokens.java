package io.countersign.token.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessTable;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.issuance.AccessTokens;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.owner.Facts;
import io.countersign.token.owner.FreshFeed;
import io.countersign.token.owner.Registry;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether a token is good now: signed by us for this issuer, not expired, its connection alive in our own log, neither it nor anything it
 * rests on revoked, suspended, ended or cut. For what others own, and for what another replica did, the access feed speaks while it is
 * fresh, and the owners and the log themselves when it is not.
 */
@Component
class LiveTokens {
    private final AccessTokens tokens;
    private final Connections connections;
    private final FreshFeed feed;
    private final Registry registry;
    private final Clock clock;

    LiveTokens(AccessTokens tokens, Connections connections, FreshFeed feed, Registry registry, Clock clock) {
        this.tokens = tokens;
        this.connections = connections;
        this.feed = feed;
        this.registry = registry;
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
        var fresh = feed.now();
        var state = fresh.map(table -> connections.current(connectionId, table)).orElseGet(() -> connections.load(connectionId).state());
        if (!(state instanceof Active connection) || connection.terms().lapse(clock.instant()).isPresent()
                || connection.marks().revokedTokens().containsKey(claims.getJWTID())
                || connection.access().epoch() > epochs.getOrDefault(AccessKeys.connection(connectionId), 0L)) {
            return false;
        }
        return fresh.map(table -> standsIn(table, epochs, claims.getJWTID())).orElseGet(() -> standsAtOwners(epochs, connectionId));
    }

    private static boolean standsIn(AccessTable table, Map<String, Long> epochs, String jti) {
        return table.get(AccessKeys.token(jti)) == null && AccessRule.check(epochs, table::get).isEmpty();
    }

    private boolean standsAtOwners(Map<String, Long> epochs, String connectionId) {
        epochs.remove(AccessKeys.connection(connectionId));
        return Facts.of(registry.access(List.copyOf(epochs.keySet()))).refusal(epochs).isEmpty();
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
