package io.countersign.token.signingkey;

import com.mongodb.MongoWriteException;
import com.mongodb.ErrorCategory;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.nimbusds.jose.jwk.ECKey;
import io.countersign.web.key.KeyVault;
import io.countersign.web.key.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Private signing keys, sealed with a secret of the key vault (AES-256-GCM, the key id authenticated), so that all replicas share them and
 * the database alone is worth nothing. A sealed key names its secret: the newest one seals, every one that is there opens.
 */
@Component
class SealedKeys {
    static final String SEAL = "signing-key-seal";
    private static final String SEALED_WITH = "secret";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private final SecureRandom random = new SecureRandom();
    private final MongoCollection<Document> sealed;
    private final KeyVault vault;

    SealedKeys(MongoTemplate mongo, KeyVault vault) {
        sealed = mongo.getCollection("sealed_signing_keys").withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.vault = vault;
    }

    void keep(ECKey key) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var seal = vault.secrets(SEAL).getFirst();
        var bytes = crypt(Cipher.ENCRYPT_MODE, seal, nonce, key.getKeyID(), key.toJSONString().getBytes(StandardCharsets.UTF_8));
        try {
            sealed.insertOne(new Document("_id", key.getKeyID()).append("nonce", new Binary(nonce)).append("sealed", new Binary(bytes))
                    .append(SEALED_WITH, seal.kid()));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    Optional<ECKey> find(String kid) {
        return Optional.ofNullable(sealed.find(new Document("_id", kid)).first()).map(document -> {
            var nonce = document.get("nonce", Binary.class).getData();
            var plain = crypt(Cipher.DECRYPT_MODE, seal(document.get(SEALED_WITH, "")), nonce, kid,
                    document.get("sealed", Binary.class).getData());
            try {
                return ECKey.parse(new String(plain, StandardCharsets.UTF_8));
            } catch (ParseException e) {
                throw new IllegalStateException("Sealed key " + kid + " is damaged", e);
            }
        });
    }

    void destroy(String kid) {
        sealed.deleteOne(new Document("_id", kid));
    }

    /** What was sealed before secrets had ids names none. */
    private Secret seal(String kid) {
        return vault.secrets(SEAL).stream().filter(secret -> secret.is(kid)).findFirst().orElseThrow(() -> new IllegalStateException(
                "A signing key is sealed with secret " + SEAL + " " + kid + ", which is not in the key directory: put it back"));
    }

    private byte[] crypt(int mode, Secret seal, byte[] nonce, String kid, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(seal.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing key " + kid + " cannot be sealed or opened", e);
        }
    }
}
