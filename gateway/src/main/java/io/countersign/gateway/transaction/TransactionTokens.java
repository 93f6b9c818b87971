package io.countersign.gateway.transaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.ulid.UlidCreator;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.origin.PublicUrls;
import io.countersign.web.key.Es256;
import io.countersign.web.key.KeyVault;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Mints the transaction token that goes upstream in the client's token's place (draft-ietf-oauth-transaction-tokens; RS-12, RS-13): 60 s,
 * for one upstream URL. One is reused for 30 s by calls under the same access token, because a signature costs more than the rest of a call.
 */
@Component
public class TransactionTokens {
    /** Name of the signing key in the vault. */
    public static final String KEY = "transaction-gateway";
    public static final String HEADER = "Txn-Token";
    private static final Duration LIFE = Duration.ofSeconds(60);
    /** Bytes of the heap that an entry takes beside its texts. */
    private static final int BESIDE = 256;

    private final KeyVault keys;
    private final PublicUrls urls;
    private final Clock clock;
    private final Cache<Use, String> minted = Caffeine.newBuilder().executor(Runnable::run)
            .maximumWeight(Runtime.getRuntime().maxMemory() / 16)
            .weigher((Use use, String token) -> BESIDE + use.upstream().length() + token.length()).expireAfterWrite(LIFE.dividedBy(2))
            .build();
    private final Cache<ECKey, JWSSigner> signers = Caffeine.newBuilder().maximumSize(10).build();

    TransactionTokens(KeyVault keys, PublicUrls urls, Clock clock) {
        this.keys = keys;
        this.urls = urls;
        this.clock = clock;
    }

    public String forCall(AccessToken token, String upstream) {
        return minted.get(new Use(token.tokenId(), upstream), use -> mint(token, upstream, token.scopes()));
    }

    /** For the end of a session whose access is over: it names who had it, and nothing that may be done. */
    public String forEnd(AccessToken token, String upstream) {
        return mint(token, upstream, Set.of());
    }

    private String mint(AccessToken token, String upstream, Collection<String> scopes) {
        var key = keys.signingKeys(KEY).getFirst();
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder().issuer(urls.base()).audience(upstream).subject(token.subject())
                .claim("txn", UlidCreator.getUlid().toString()).claim("req_wl", token.clientId())
                .claim("scope", scopes.isEmpty() ? null : String.join(" ", scopes)).claim("cid", token.connectionId())
                .claim("org", token.organizationId())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFE))).build();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("txntoken+jwt")).keyID(key.getKeyID()).build(),
                claims);
        try {
            jwt.sign(signers.get(key, TransactionTokens::signer));
        } catch (JOSEException unusable) {
            throw new IllegalStateException("The key " + KEY + " cannot sign", unusable);
        }
        return jwt.serialize();
    }

    private static JWSSigner signer(ECKey key) {
        try {
            return Es256.signer(key);
        } catch (JOSEException unusable) {
            throw new IllegalStateException("The key " + KEY + " cannot sign", unusable);
        }
    }

    private record Use(String tokenId, String upstream) {
    }
}
