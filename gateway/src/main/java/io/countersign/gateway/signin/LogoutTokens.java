package io.countersign.gateway.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.gateway.identity.KeycloakProperties;
import io.countersign.gateway.identity.Realm;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6), but for whether it was seen before. */
@Component
class LogoutTokens {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    private static final int LONGEST_ID = 200;

    private final Realm realm;
    private final String client;
    private final Clock clock;

    LogoutTokens(Realm realm, KeycloakProperties keycloak, Clock clock) {
        this.realm = realm;
        this.client = keycloak.clientId();
        this.clock = clock;
    }

    /** Empty when it does not hold. */
    Mono<LogoutToken> check(String presented) {
        return realm.verified(presented, client, Set.of("logout+jwt"), Set.of("iat", "exp", "jti", "events")).mapNotNull(this::read);
    }

    private @Nullable LogoutToken read(JWTClaimsSet claims) {
        try {
            var id = claims.getJWTID();
            var session = claims.getStringClaim("sid");
            var named = claims.getSubject() != null || session != null;
            var soon = !claims.getIssueTime().toInstant().isAfter(clock.instant().plus(TOLERANCE));
            return named && soon && id.length() <= LONGEST_ID && claims.getClaim("nonce") == null
                    && claims.getJSONObjectClaim("events").get(EVENT) instanceof Map
                            ? new LogoutToken(id, claims.getSubject(), session, claims.getExpirationTime().toInstant().plus(TOLERANCE))
                            : null;
        } catch (ParseException malformed) {
            return null;
        }
    }

    /**
     * What is over at the identity provider.
     *
     * @param session of its own; null for all of the user's
     * @param end     after which the token does not hold any more
     */
    record LogoutToken(String id, @Nullable String userId, @Nullable String session, Instant end) {
    }
}
