package io.countersign.web.passport;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * A signed JWT that somebody presented, read and not verified. The library throws whatever it stumbles over, a header {@code null} for
 * example; here everything that cannot be read is simply no JWT (RFC 7519 section 7.2).
 *
 * @param claims as they stand in the token
 */
public record ReadableJwt(SignedJWT jwt, JWTClaimsSet claims) {
    private static final int LONGEST = 16_384;

    /** Empty when it is none, or too long for one. */
    public static Optional<ReadableJwt> of(String presented) {
        if (presented.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var jwt = SignedJWT.parse(presented);
            Objects.requireNonNull(jwt.getHeader().getAlgorithm());
            return Optional.of(new ReadableJwt(jwt, Objects.requireNonNull(jwt.getJWTClaimsSet())));
        } catch (ParseException | RuntimeException none) {
            return Optional.empty();
        }
    }
}
