package io.countersign.web.key;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;

/** The keys that replicas of a service share: a directory of files or a Kubernetes secret, with key ids. KMS-shaped: names in, keys out. */
public interface KeyVault {
    /** The EC P-256 key pairs under a name, the active one first. */
    List<ECKey> signingKeys(String name);

    /** The public halves under a name, whoever owns the private ones. */
    List<ECKey> publicKeys(String name);

    /** A symmetric secret of 32 bytes. */
    byte[] secret(String name);
}
