package io.countersign.web.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.hash.Sha256;
import io.countersign.web.key.Es256;
import io.countersign.web.key.KeyVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a token is a passport for this service: type and algorithm as minted (RFC 8725 3.1, 3.11), one audience, a trusted
 * issuer, a published key of that issuer, not expired. What was verified is remembered by its hash until it expires.
 */
public final class PassportCheck {
    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(2);
    private static final int LONGEST_TOKEN = 8_192;
    private static final int REMEMBERED = 20_000;

    private final String audience;
    private final Set<String> trustedIssuers;
    private final Set<String> callerIssuers;
    private final KeyVault keys;
    private final Clock clock;
    private final Cache<String, Verified> verified = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * @param audience      the name of this service
     * @param callerIssuers those of the trusted that may vouch for others than themselves
     */
    public PassportCheck(String audience, Set<String> trustedIssuers, Set<String> callerIssuers, KeyVault keys, Clock clock) {
        this.audience = audience;
        this.trustedIssuers = Set.copyOf(trustedIssuers);
        this.callerIssuers = Set.copyOf(callerIssuers);
        this.keys = keys;
        this.clock = clock;
    }

    /** @throws PassportRefused when it is anything else */
    public Passport check(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new PassportRefused("too long");
        }
        var now = clock.instant();
        var hash = Sha256.base64Url(token);
        var known = verified.getIfPresent(hash);
        if (known == null) {
            known = verify(token);
            refuseOutside(known, now);
            verified.put(hash, known);
        } else {
            refuseOutside(known, now);
        }
        return known.passport();
    }

    private static void refuseOutside(Verified known, Instant now) {
        if (!now.isBefore(known.expires().plus(TOLERANCE))) {
            throw new PassportRefused("expired");
        }
        if (known.issued().minus(TOLERANCE).isAfter(now)) {
            throw new PassportRefused("issued in the future");
        }
    }

    private Verified verify(String token) {
        try {
            var readable = ReadableJwt.of(token).orElseThrow(() -> new PassportRefused("malformed"));
            var jwt = readable.jwt();
            var header = jwt.getHeader();
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
                throw new PassportRefused("another algorithm");
            }
            if (!PassportClaims.TYPE.equals(header.getType())) {
                throw new PassportRefused("another type");
            }
            var claims = readable.claims();
            var issuer = trustedIssuer(claims);
            if (!signedBy(issuer, jwt)) {
                throw new PassportRefused("no published key of " + issuer + " signed it");
            }
            return read(claims, issuer);
        } catch (JOSEException malformed) {
            throw new PassportRefused("malformed");
        }
    }

    private String trustedIssuer(JWTClaimsSet claims) {
        var issuer = claims.getIssuer();
        if (issuer == null || !trustedIssuers.contains(issuer)) {
            throw new PassportRefused("not a trusted issuer");
        }
        if (!claims.getAudience().equals(List.of(audience))) {
            throw new PassportRefused("another audience");
        }
        return issuer;
    }

    private boolean signedBy(String issuer, SignedJWT jwt) throws JOSEException {
        for (var key : keys.publicKeys("passport-" + issuer)) {
            if (key.getKeyID().equals(jwt.getHeader().getKeyID())) {
                return jwt.verify(Es256.verifier(key));
            }
        }
        return false;
    }

    private Verified read(JWTClaimsSet claims, String issuer) {
        if (claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            throw new PassportRefused("without issue or expiry time");
        }
        var issued = claims.getIssueTime().toInstant();
        var expires = claims.getExpirationTime().toInstant();
        if (expires.isAfter(issued.plus(LONGEST_LIFE))) {
            throw new PassportRefused("lives too long");
        }
        var passport = PassportClaims.read(claims);
        var forItself = passport.actor().id().equals(issuer) && passport.roles().equals(Set.of(Passport.SERVICE));
        if (!callerIssuers.contains(issuer) && !forItself) {
            throw new PassportRefused(issuer + " may vouch only for itself");
        }
        return new Verified(passport, issued, expires);
    }

    private record Verified(Passport passport, Instant issued, Instant expires) {
    }
}
