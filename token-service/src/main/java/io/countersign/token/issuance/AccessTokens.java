package io.countersign.token.issuance;

import io.countersign.web.passport.ReadableJwt;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.web.key.Es256;
import io.countersign.token.signingkey.SigningKeys;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Access tokens as RFC 9068 has them, signed with ES256. A verified token is remembered, so that asking about it again costs no signature. */
@Component
public class AccessTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    /** Bytes of the heap that an entry may take beside its text, and for each character of it once it is read: estimates on the high side. */
    private static final int BESIDE = 1_024;
    private static final int READ = 5;
    private final SigningKeys keys;
    private final Cache<ECKey, JWSSigner> signers = Caffeine.newBuilder().maximumSize(4).build();
    private final Cache<String, JWTClaimsSet> verified = Caffeine.newBuilder().maximumWeight(Runtime.getRuntime().maxMemory() / 8)
            .weigher((String token, JWTClaimsSet claims) -> BESIDE + READ * token.length()).build();

    AccessTokens(SigningKeys keys) {
        this.keys = keys;
    }

    String sign(ECKey key, JWTClaimsSet claims) {
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(key.getKeyID()).build(), claims);
        try {
            jwt.sign(signers.get(key, AccessTokens::signer));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static JWSSigner signer(ECKey key) {
        try {
            return Es256.signer(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a token that one of our keys signed; whether it is still good is another question. */
    public Optional<JWTClaimsSet> verified(String token) {
        return Optional.ofNullable(verified.get(token, this::verify));
    }

    private @org.jspecify.annotations.Nullable JWTClaimsSet verify(String token) {
        try {
            var readable = ReadableJwt.of(token).orElse(null);
            if (readable == null) {
                return null;
            }
            var jwt = readable.jwt();
            var header = jwt.getHeader();
            if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !TYPE.equals(header.getType()) || header.getKeyID() == null) {
                return null;
            }
            var key = keys.verifying(header.getKeyID());
            return key.isPresent() && jwt.verify(Es256.verifier(key.get())) ? readable.claims() : null;
        } catch (JOSEException notOurs) {
            return null;
        }
    }
}
