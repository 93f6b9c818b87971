package io.countersign.gateway.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import io.countersign.gateway.identity.KeycloakProperties;
import io.countersign.gateway.identity.Realm;
import io.countersign.gateway.session.Login;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks an ID token as OpenID Connect Core 1.0, section 3.1.3.7, demands: signature, issuer, audience, authorized party, times, nonce,
 * hash of the access token, and how long ago the person proved who it is.
 */
@Component
class IdTokens {
    /** How far the provider's clock may be from ours. */
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    private final Realm realm;
    private final String client;
    private final Clock clock;

    IdTokens(Realm realm, KeycloakProperties keycloak, Clock clock) {
        this.realm = realm;
        this.client = keycloak.clientId();
        this.clock = clock;
    }

    /** @return an error, {@link SignInFailed}, when anything is not as this attempt demands */
    Mono<Login> check(String idToken, AccessToken accessToken, SignInAttempt attempt) {
        return realm.verified(idToken, client, Set.of(), Set.of("sub", "exp", "iat", "nonce", "at_hash", "auth_time"))
                .switchIfEmpty(Mono.error(() -> new SignInFailed("the ID token does not hold")))
                .map(claims -> login(claims, idToken, accessToken, attempt));
    }

    private Login login(JWTClaimsSet claims, String idToken, AccessToken accessToken, SignInAttempt attempt) {
        try {
            demand(attempt.nonce().equals(claims.getStringClaim("nonce")), "another nonce");
            var party = claims.getStringClaim("azp");
            demand(party == null ? claims.getAudience().size() == 1 : party.equals(client), "another authorized party");
            AccessTokenValidator.validate(accessToken, SignedJWT.parse(idToken).getHeader().getAlgorithm(),
                    new AccessTokenHash(claims.getStringClaim("at_hash")));
            var now = clock.instant();
            demand(!claims.getIssueTime().toInstant().isAfter(now.plus(TOLERANCE)), "issued in the future");
            var authenticatedAt = Instant.ofEpochSecond(Objects.requireNonNull(claims.getLongClaim("auth_time")));
            demand(!authenticatedAt.isAfter(now.plus(TOLERANCE)), "authenticated in the future");
            demand(isFresh(authenticatedAt, attempt, now), "the login is too old");
            return new Login(claims.getSubject(), name(claims), earlier(authenticatedAt, now), claims.getStringClaim("sid"), idToken);
        } catch (ParseException | InvalidHashException | IllegalArgumentException malformed) {
            throw new SignInFailed("a claim is malformed: " + malformed.getMessage());
        }
    }

    private static boolean isFresh(Instant authenticatedAt, SignInAttempt attempt, Instant now) {
        var asked = attempt.freshness();
        return (!asked.login() || !authenticatedAt.plus(TOLERANCE).isBefore(attempt.begunAt()))
                && (asked.maxAge() == null || !authenticatedAt.plusSeconds(asked.maxAge()).plus(TOLERANCE).isBefore(now));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String name(JWTClaimsSet claims) throws ParseException {
        var name = claims.getStringClaim("name");
        return name != null && !name.isBlank()
                ? name
                : Objects.requireNonNullElse(claims.getStringClaim("preferred_username"), claims.getSubject());
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new SignInFailed(otherwise);
        }
    }
}
