package io.countersign.web.passport;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** How a {@link Passport} is written as claims and read back. */
final class PassportClaims {
    static final JOSEObjectType TYPE = new JOSEObjectType("passport+jwt");

    private static final String ACTOR_TYPE = "actor_type";
    private static final String ORGANIZATION = "org";
    private static final String ROLES = "roles";
    private static final String AUTHENTICATED_AT = "auth_time";
    private static final String METHOD = "amr";
    private static final String SESSION = "sid";

    private PassportClaims() {
    }

    static JWTClaimsSet write(Passport passport, String issuer, String audience, Instant now, Instant expires) {
        var claims = new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(passport.actor().id())
                .issueTime(Date.from(now)).expirationTime(Date.from(expires))
                .claim(ACTOR_TYPE, passport.actor().type().name())
                .claim(ROLES, passport.roles().stream().sorted().toList())
                .claim(AUTHENTICATED_AT, passport.authenticatedAt().getEpochSecond())
                .claim(METHOD, List.of(passport.method()));
        if (passport.organization() != null) {
            claims.claim(ORGANIZATION, passport.organization());
        }
        if (passport.session() != null) {
            claims.claim(SESSION, passport.session());
        }
        return claims.build();
    }

    static Passport read(JWTClaimsSet claims) {
        try {
            var subject = claims.getSubject();
            var roles = claims.getStringListClaim(ROLES);
            var authenticatedAt = claims.getLongClaim(AUTHENTICATED_AT);
            var method = claims.getStringListClaim(METHOD);
            if (subject == null || subject.isEmpty() || roles == null || authenticatedAt == null || method == null || method.size() != 1) {
                throw new PassportRefused("a claim is missing");
            }
            var actor = new Actor(Actor.Type.valueOf(String.valueOf(claims.getStringClaim(ACTOR_TYPE))), subject);
            return new Passport(actor, claims.getStringClaim(ORGANIZATION), Set.copyOf(roles), Instant.ofEpochSecond(authenticatedAt),
                    method.getFirst(), claims.getStringClaim(SESSION));
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new PassportRefused("a claim is malformed");
        }
    }
}
