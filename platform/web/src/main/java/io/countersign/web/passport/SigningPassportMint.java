package io.countersign.web.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.web.key.Es256;
import io.countersign.web.key.KeyVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Mints with the key {@code passport-<issuer>}. */
public final class SigningPassportMint implements PassportMint {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration REUSE = Duration.ofSeconds(30);
    private static final int REMEMBERED = 10_000;

    private final String issuer;
    private final KeyVault keys;
    private final Clock clock;
    private final Passport self;
    private final Cache<Wanted, Minted> minted = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param issuer name of the service that vouches */
    public SigningPassportMint(String issuer, KeyVault keys, Clock clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
        this.self = new Passport(new Actor(Actor.Type.SYSTEM, issuer), null, Set.of(Passport.SERVICE),
                clock.instant().truncatedTo(ChronoUnit.SECONDS), "service");
    }

    @Override
    public String mint(Passport passport, String audience) {
        var now = clock.instant();
        var wanted = new Wanted(passport, audience);
        var known = minted.getIfPresent(wanted);
        if (known != null && known.isFresh(now)) {
            return known.token();
        }
        var fresh = new Minted(sign(wanted, now), now);
        minted.put(wanted, fresh);
        return fresh.token();
    }

    @Override
    public String mintForSelf(String audience) {
        return mint(self, audience);
    }

    private String sign(Wanted wanted, Instant now) {
        var key = keys.signingKeys("passport-" + issuer).getFirst();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(PassportClaims.TYPE).keyID(key.getKeyID()).build();
        var token = new SignedJWT(header, PassportClaims.write(wanted.passport(), issuer, wanted.audience(), now, now.plus(LIFE)));
        try {
            token.sign(Es256.signer(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("Cannot sign a passport", e);
        }
        return token.serialize();
    }

    private record Wanted(Passport passport, String audience) {
    }

    private record Minted(String token, Instant at) {
        /** A clock that went back mints anew. */
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(REUSE));
        }

        @Override
        public String toString() {
            return "a passport minted at " + at;
        }
    }
}
