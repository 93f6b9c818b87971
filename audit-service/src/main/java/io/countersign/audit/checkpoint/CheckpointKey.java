package io.countersign.audit.checkpoint;

import io.countersign.audit.verifier.NoteKey;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.web.key.KeyVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The Ed25519 key of the checkpoints: the vault's secret {@code checkpoint} is its seed (RFC 8032), its name the log's {@link Origin}. */
@Configuration(proxyBeanMethods = false)
class CheckpointKey {
    /** The public half, for whoever verifies exports. */
    private static final String PUBLIC_FILE = "checkpoint.vkey";
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    @Bean
    NoteSigner checkpointSigner(KeyVault vault, Origin origin, @Value("${countersign.keys.directory}") Path keys) {
        var signer = signer(origin.name(), vault.secret("checkpoint"));
        origin.keep(signer);
        publish(keys.resolve(PUBLIC_FILE), signer.key() + "\n");
        return signer;
    }

    static NoteSigner signer(String origin, byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
            var pair = generator.generateKeyPair();
            return new NoteSigner(NoteKey.of(origin, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no Ed25519", e);
        }
    }

    /** Written whenever it is not this key: it may lie there from other data. */
    private static void publish(Path file, String key) {
        try {
            var directory = file.toAbsolutePath().getParent();
            if (Files.isWritable(directory) && !(Files.exists(file) && Files.readString(file).equals(key))) {
                var whole = Files.writeString(Files.createTempFile(directory, PUBLIC_FILE, ".part"), key);
                Files.setPosixFilePermissions(whole, READABLE);
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot publish the verifier key", e);
        }
    }

    /** Gives the key generator its seed: RFC 8032 keys are 32 random bytes. */
    private static final class Seeded extends SecureRandom {
        private final transient byte[] seed;

        Seeded(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("An Ed25519 key is made of " + bytes.length + " bytes");
            }
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
