package io.countersign.web.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a key directory: names, formats, and how one of several processes makes a missing one. */
final class KeyFiles {
    static final String PRIVATE = ".jwk.json";
    static final String PUBLIC = ".pub.json";
    static final String SECRET = ".secret";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Object ONE_PER_PROCESS = new Object();

    private final Path directory;

    KeyFiles(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Map<String, KeyListing.Stamp> stamps() {
        var stamps = new HashMap<String, KeyListing.Stamp>();
        try (var files = Files.newDirectoryStream(directory, "*{" + PRIVATE + "," + PUBLIC + "," + SECRET + "}")) {
            for (var file : files) {
                stamp(file).ifPresent(stamp -> stamps.put(String.valueOf(file.getFileName()), stamp));
            }
        } catch (NoSuchFileException noDirectoryYet) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the keys in " + directory, e);
        }
        return stamps;
    }

    /** Empty when the file was removed meanwhile. */
    private static Optional<KeyListing.Stamp> stamp(Path file) throws IOException {
        try {
            return Optional.of(new KeyListing.Stamp(Files.getLastModifiedTime(file), Files.size(file)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    ECKey readPrivate(String file) {
        var key = read(file);
        if (!key.isPrivate()) {
            throw new IllegalStateException("Key file " + file + " holds no private key");
        }
        return key;
    }

    ECKey readPublic(String file) {
        return read(file).toPublicJWK();
    }

    byte[] readSecret(String name) {
        try {
            var secret = Base64.getUrlDecoder().decode(Files.readString(directory.resolve(name)).strip());
            if (secret.length != SECRET_BYTES) {
                throw new IllegalStateException("Secret " + name + " must have " + SECRET_BYTES + " bytes");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read secret " + name, e);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("Secret " + name + " is not base64url");
        }
    }

    /** The parse error is left out on purpose: it may quote the file. */
    private ECKey read(String file) {
        try {
            var key = ECKey.parse(Files.readString(directory.resolve(file)));
            if (key.getKeyID() == null || !Curve.P_256.equals(key.getCurve())) {
                throw new IllegalStateException("Key file " + file + " must hold a P-256 key with a kid");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read key file " + file, e);
        } catch (ParseException notAKey) {
            throw new IllegalStateException("Key file " + file + " holds no EC key in JWK form");
        }
    }

    /** Public half first: a key that signs can always be checked. */
    void createKey(String name, Instant now) {
        alone(name, PRIVATE, () -> {
            var key = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true).issueTime(Date.from(now)).generate();
            write(name + "." + key.getKeyID() + PUBLIC, key.toPublicJWK().toJSONString(), "rw-r--r--");
            write(name + "." + key.getKeyID() + PRIVATE, key.toJSONString(), "rw-------");
        });
    }

    void createSecret(String name, Instant now) {
        alone(name, SECRET, () -> {
            var secret = new byte[SECRET_BYTES];
            RANDOM.nextBytes(secret);
            write(name + "." + SecretKid.of(now) + SECRET, Base64.getUrlEncoder().withoutPadding().encodeToString(secret), "rw-------");
        });
    }

    /** Whoever comes second finds the file made; the lock falls with the process that holds it. */
    private void alone(String name, String suffix, Creation creation) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a key name: " + name);
        }
        synchronized (ONE_PER_PROCESS) {
            try {
                Files.createDirectories(directory);
                try (var channel = FileChannel.open(directory.resolve(".lock"),
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                        var lock = channel.lock()) {
                    if (lock.isValid() && !exists(name, suffix)) {
                        creation.run();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make " + name + suffix + " in " + directory, e);
            } catch (JOSEException e) {
                throw new IllegalStateException("Cannot generate a P-256 key", e);
            }
        }
    }

    private boolean exists(String name, String suffix) {
        var listing = new KeyListing(this, stamps());
        return suffix.equals(SECRET) ? !listing.secrets(name).isEmpty() : !listing.signingKeys(name).isEmpty();
    }

    private void write(String file, String text, String permissions) throws IOException {
        var temporary = directory.resolve("." + file + ".new");
        Files.deleteIfExists(temporary);
        try (var channel = FileChannel.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private interface Creation {
        void run() throws IOException, JOSEException;
    }
}
