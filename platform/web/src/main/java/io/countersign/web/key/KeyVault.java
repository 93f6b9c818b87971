package io.countersign.web.key;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;

/** The keys that replicas of a service share: a directory of files or a Kubernetes secret, with key ids. KMS-shaped: names in, keys out. */
public interface KeyVault {
    /** The EC P-256 key pairs under a name, the active one first. */
    List<ECKey> signingKeys(String name);

    /** The public halves under a name, whoever owns the private ones. */
    List<ECKey> publicKeys(String name);

    /** The symmetric secrets of 32 bytes under a name: the first one writes, all of them read. */
    List<Secret> secrets(String name);

    /**
     * The one secret of a name that cannot rotate.
     *
     * @throws IllegalStateException when there are several
     */
    default byte[] secret(String name) {
        var all = secrets(name);
        if (all.size() > 1) {
            throw new IllegalStateException(
                    "There are " + all.size() + " secrets " + name + ", but it stays for life: leave the first only");
        }
        return all.getFirst().bytes();
    }
}
