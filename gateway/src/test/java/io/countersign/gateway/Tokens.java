package io.countersign.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Access tokens as token-service issues them, and whatever a test makes of them. */
final class Tokens {
    private final String base;
    private final FakePeers peers;
    private final ECKey key;

    Tokens(String base, FakePeers peers) {
        this.base = base;
        this.peers = peers;
        this.key = peers.key;
    }

    /** An honest token of connection {@code con-<name>}; whatever it rests on is known to its owner and open. */
    String of(String name) {
        var id = UUID.randomUUID().toString();
        var epochs = new HashMap<>(epochs(name));
        epochs.put("token:con-" + name + ":" + id, 0L);
        peers.owners.values().forEach(owner -> owner.knows(epochs));
        return with(name, claims -> claims.jwtID(id));
    }

    private static Map<String, Long> epochs(String name) {
        return Map.of("organization:" + FakePeers.ORGANIZATION, 0L, "server:srv-sample", 0L, "client:cli-" + name, 0L,
                "binding:cli-" + name + ":srv-sample", 1L, "connection:con-" + name, 0L);
    }

    String with(String name, Consumer<JWTClaimsSet.Builder> change) {
        return signed(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")).keyID(key.getKeyID()).build(),
                claims(name, change), key);
    }

    JWTClaimsSet claims(String name, Consumer<JWTClaimsSet.Builder> change) {
        var claims = new JWTClaimsSet.Builder().issuer(base + "/o/acme").audience(base + "/o/acme/mcp/sample").subject("cli-" + name)
                .claim("client_id", "cli-" + name).claim("scope", "sample:read").claim("cid", "con-" + name)
                .jwtID(UUID.randomUUID().toString()).claim("org", FakePeers.ORGANIZATION)
                .issueTime(Date.from(Instant.now())).expirationTime(Date.from(Instant.now().plusSeconds(900)))
                .claim("epochs", epochs(name));
        change.accept(claims);
        return claims.build();
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
