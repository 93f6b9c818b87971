package io.countersign.gateway.enforcement;

import io.countersign.hash.Sha256;
import io.countersign.web.passport.ReadableJwt;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Verifies access tokens (RFC 9068, section 4; RS-08..RS-10): type, key id, issuer, times, then the signature, whose algorithm the
 * key says and not the token. What was verified is remembered by its SHA-256 until it expires, bounded. Nothing here says whether access still stands; {@link Enforcement} does, on every
 * call.
 */
@Component
class AccessTokens {
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    private final IssuerKeys keys;
    private final Clock clock;
    private final Cache<Digest, AccessToken> verified = Caffeine.newBuilder().executor(Runnable::run)
            .maximumWeight(Runtime.getRuntime().maxMemory() / 8).weigher(AccessTokens::bytes).expireAfter(
                    Expiry.<Digest, AccessToken>creating(
                            (digest, token) -> Duration.between(this.clock().instant(), token.ends())))
            .build();

    AccessTokens(IssuerKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param presented    as {@link BearerToken#of} read it
     * @param organization slug of the organization whose issuer this is
     */
    Mono<AccessToken> verify(String presented, String issuer, String organization) {
        var digest = Digest.of(presented);
        var known = verified.getIfPresent(digest);
        if (known != null) {
            return known.issuer().equals(issuer) && alive(known) ? Mono.just(known) : Mono.error(invalid());
        }
        BearerToken.requireForm(presented);
        var jwt = plausible(presented, issuer);
        return keys.find(organization, jwt.getHeader().getKeyID()).switchIfEmpty(Mono.error(AccessTokens::invalid))
                .map(key -> signed(jwt, key)).doOnNext(token -> verified.put(digest, token));
    }

    private boolean alive(AccessToken token) {
        return clock.instant().isBefore(token.ends());
    }

    private SignedJWT plausible(String presented, String issuer) {
        var readable = ReadableJwt.of(presented).orElseThrow(AccessTokens::invalid);
        var header = readable.jwt().getHeader();
        var claims = readable.claims();
        var honest = header.getType() != null && TYPES.contains(header.getType().getType().toLowerCase(java.util.Locale.ROOT))
                && header.getKeyID() != null
                && issuer.equals(claims.getIssuer()) && inTime(claims);
        if (!honest) {
            throw invalid();
        }
        return readable.jwt();
    }

    private boolean inTime(JWTClaimsSet claims) {
        var now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        return expires != null && now.isBefore(expires.toInstant().plus(AccessToken.GRACE))
                && (from == null || !now.isBefore(from.toInstant().minus(AccessToken.GRACE)));
    }

    private static AccessToken signed(SignedJWT jwt, JWSVerifier key) {
        try {
            if (!jwt.verify(key)) {
                throw invalid();
            }
            return Claims.read(jwt.getJWTClaimsSet());
        } catch (JOSEException | ParseException | IllegalArgumentException unfit) {
            throw invalid();
        }
    }

    private static AccessRefused invalid() {
        return AccessRefused.invalidToken("token_invalid", "The access token does not hold or has expired.");
    }

    /** Of the heap, roughly and rather too many: what a token says is bounded by the header it came in and not by us. */
    private static int bytes(Digest digest, AccessToken token) {
        return 1_024 + 192 * (token.epochs().size() + token.scopes().size());
    }

    private Clock clock() {
        return clock;
    }

    /** SHA-256 of a token: what is remembered opens nothing. */
    private record Digest(long a, long b, long c, long d) {
        static Digest of(String token) {
            var hash = ByteBuffer.wrap(Sha256.bytes(token));
            return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        }
    }
}
