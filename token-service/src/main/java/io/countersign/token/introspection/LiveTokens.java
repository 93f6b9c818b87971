package io.countersign.token.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.eventstore.AccessEntry;
import io.countersign.starter.access.AccessKeys;
import io.countersign.starter.access.AccessRule;
import io.countersign.starter.access.AccessTable;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.issuance.AccessTokens;
import io.countersign.token.issuer.Issuer;
import io.countersign.token.owner.Facts;
import io.countersign.token.owner.Registry;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether a token is good now: signed by us for this issuer, not expired, its connection alive in our own log, and nothing it rests on
 * suspended, ended or cut. For what others own the access feed speaks while it is fresh, and the owners themselves when it is not.
 */
@Component
class LiveTokens {
    private final AccessTokens tokens;
    private final Connections connections;
    private final ObjectProvider<AccessTable> feed;
    private final Registry registry;
    private final Clock clock;
    private final Duration maxStaleness;

    LiveTokens(AccessTokens tokens, Connections connections, ObjectProvider<AccessTable> feed, Registry registry, Clock clock,
            @Value("${revocation.max-staleness:5s}") Duration maxStaleness) {
        this.tokens = tokens;
        this.connections = connections;
        this.feed = feed;
        this.registry = registry;
        this.clock = clock;
        this.maxStaleness = maxStaleness;
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
        if (!(connections.load(connectionId).state() instanceof Active connection) || connection.terms().lapse(clock.instant()).isPresent()
                || connection.marks().revokedTokens().containsKey(claims.getJWTID())
                || connection.access().epoch() > epochs.getOrDefault(AccessKeys.connection(connectionId), 0L)) {
            return false;
        }
        epochs.remove(AccessKeys.connection(connectionId));
        return AccessRule.check(epochs, inForce(List.copyOf(epochs.keySet()))).isEmpty();
    }

    private Function<String, @Nullable AccessEntry> inForce(List<String> keys) {
        var table = feed.getIfAvailable();
        return table != null && table.ready() && table.age().compareTo(maxStaleness) <= 0
                ? table::get
                : Facts.of(registry.access(keys)).byKey()::get;
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
