package io.countersign.gateway.enforcement;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the claims of our access tokens; a missing one makes the token worthless. */
final class Claims {
    private Claims() {
    }

    static AccessToken read(JWTClaimsSet claims) throws ParseException {
        var scope = Optional.ofNullable(claims.getStringClaim("scope")).orElse("");
        return new AccessToken(claims.getIssuer(), claims.getAudience(), needed(claims, "sub"), needed(claims, "client_id"),
                new LinkedHashSet<>(scope.isBlank() ? List.of() : List.of(scope.split(" +"))), needed(claims, "cid"), needed(claims, "jti"),
                needed(claims, "org"), claims.getExpirationTime().toInstant(), epochs(claims));
    }

    private static String needed(JWTClaimsSet claims, String name) throws ParseException {
        return Optional.ofNullable(claims.getStringClaim(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static Map<String, Long> epochs(JWTClaimsSet claims) throws ParseException {
        return Optional.ofNullable(claims.getJSONObjectClaim("epochs")).orElseThrow(() -> new IllegalArgumentException("epochs")).entrySet()
                .stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue()));
    }
}
