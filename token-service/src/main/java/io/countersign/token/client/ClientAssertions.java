package io.countersign.token.client;

import io.countersign.token.owner.Registry;
import io.countersign.web.passport.ReadableJwt;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.web.key.Es256;
import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.token.issuer.Issuer;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Client assertions (RFC 7523 section 3): signed with one of the client's registered keys, issued by and about the client, meant for this
 * issuer or its token endpoint, short-lived, and good for one use.
 */
@Component
public class ClientAssertions {
    /** Signature algorithms a client may use. */
    public static final List<String> ALGORITHMS = List.of("ES256", "PS256", "RS256");
    private static final Logger LOG = LoggerFactory.getLogger(ClientAssertions.class);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private final UsedAssertions used;
    private final Registry registry;
    private final Clock clock;

    ClientAssertions(UsedAssertions used, Registry registry, Clock clock) {
        this.used = used;
        this.registry = registry;
        this.clock = clock;
    }

    boolean accept(ClientAnswer client, String assertion, Issuer issuer) {
        try {
            var readable = ReadableJwt.of(assertion).orElse(null);
            if (readable == null) {
                return false;
            }
            var jwt = readable.jwt();
            var claims = readable.claims();
            return stands(client, claims, issuer) && signed(client, jwt)
                    && used.first(client.clientId(), claims.getJWTID(), claims.getExpirationTime().toInstant());
        } catch (ParseException | JOSEException refused) {
            LOG.debug("Assertion of {} is not valid", client.clientId(), refused);
            return false;
        }
    }

    private boolean stands(ClientAnswer client, JWTClaimsSet claims, Issuer issuer) {
        var now = clock.instant();
        var expires = claims.getExpirationTime();
        var notBefore = claims.getNotBeforeTime();
        var audience = claims.getAudience();
        return client.identifier().equals(claims.getIssuer()) && client.identifier().equals(claims.getSubject())
                && claims.getJWTID() != null
                && (audience.contains(issuer.uri()) || audience.contains(issuer.endpoint(OAuthEndpoint.TOKEN))) && expires != null
                && lives(expires.toInstant(), now) && (notBefore == null || !notBefore.toInstant().isAfter(now.plus(SKEW)));
    }

    private static boolean lives(Instant expires, Instant now) {
        return expires.plus(SKEW).isAfter(now) && !expires.isAfter(now.plus(LONGEST_LIFE));
    }

    /** Published keys may have been rotated since they were fetched (CIMD-24). */
    private boolean signed(ClientAnswer client, SignedJWT jwt) throws ParseException, JOSEException {
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm().getName())) {
            return false;
        }
        return client.jwksUri() == null
                ? client.jwks() != null && signed(client.jwks(), jwt)
                : signed(registry.keys(client.clientId(), false), jwt) || signed(registry.keys(client.clientId(), true), jwt);
    }

    private static boolean signed(String jwks, SignedJWT jwt) throws ParseException, JOSEException {
        for (var key : new JWKSelector(JWKMatcher.forJWSHeader(jwt.getHeader())).select(JWKSet.parse(jwks))) {
            if (jwt.verify(verifier(key, jwt.getHeader().getAlgorithm()))) {
                return true;
            }
        }
        return false;
    }

    private static JWSVerifier verifier(JWK key, JWSAlgorithm algorithm) throws JOSEException {
        return switch (key) {
            case ECKey ec -> Es256.verifier(ec);
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            default -> throw new JOSEException("No verifier for " + algorithm);
        };
    }
}
