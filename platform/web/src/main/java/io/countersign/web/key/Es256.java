package io.countersign.web.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ES256 (RFC 7518 section 3.4) by AWS-LC where the Amazon Corretto Crypto Provider is on the class path and runs on this machine, by the
 * JDK everywhere else. The same signatures, at an eighth of the processor time; {@code DESIGN.md} has the figures.
 */
public final class Es256 {
    private static final Logger LOG = LoggerFactory.getLogger(Es256.class);
    private static final String NATIVE = "AmazonCorrettoCryptoProvider";
    private static final @Nullable Provider PROVIDER = provider();

    private Es256() {
    }

    /** To be kept as long as the key: opening a key costs more than a signature. */
    public static JWSSigner signer(ECKey key) throws JOSEException {
        var signer = new ECDSASigner(PROVIDER == null ? key.toECPrivateKey() : key.toECPrivateKey(PROVIDER));
        signer.getJCAContext().setProvider(PROVIDER);
        return signer;
    }

    public static JWSVerifier verifier(ECKey key) throws JOSEException {
        var verifier = new ECDSAVerifier(PROVIDER == null ? key.toECPublicKey() : key.toECPublicKey(PROVIDER));
        verifier.getJCAContext().setProvider(PROVIDER);
        return verifier;
    }

    /** Null stands for the JDK's own; looked for by name, so that no code depends on a library that some platforms lack. */
    private static @Nullable Provider provider() {
        try {
            for (var candidate : ServiceLoader.load(Provider.class, Es256.class.getClassLoader())) {
                if (candidate.getName().equals(NATIVE)) {
                    Objects.requireNonNull(KeyFactory.getInstance("EC", candidate));
                    Objects.requireNonNull(Signature.getInstance("SHA256withECDSA", candidate));
                    return candidate;
                }
            }
        } catch (GeneralSecurityException | java.util.ServiceConfigurationError | LinkageError unusable) {
            LOG.warn("{} does not run here, the JDK signs at eight times the cost: {}", NATIVE, unusable.toString());
            return null;
        }
        LOG.info("{} is not on the class path, the JDK signs", NATIVE);
        return null;
    }
}
