package io.countersign.web.key;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a directory, read again when its files change, so rotation is adding and removing files; see {@code DESIGN.md}. Replicas and
 * services may share the directory: a missing key is created by exactly one process, the others read it. No key is ever logged.
 */
public final class DirectoryKeyVault implements KeyVault {
    private static final Duration FRESH = Duration.ofMillis(200);

    private final KeyFiles files;
    private final boolean createMissing;
    private final Clock clock;
    private volatile @Nullable Seen seen;

    /** @param createMissing whether a key or secret that does not exist is created when it is asked for */
    public DirectoryKeyVault(Path directory, boolean createMissing, Clock clock) {
        this.files = new KeyFiles(directory);
        this.createMissing = createMissing;
        this.clock = clock;
    }

    @Override
    public List<ECKey> signingKeys(String name) {
        var keys = found(() -> listing().signingKeys(name), () -> files.createKey(name, clock.instant()));
        if (keys.isEmpty()) {
            throw new IllegalStateException("No signing key " + name + " in " + files.directory()
                    + ": put one there as " + name + ".<kid>" + KeyFiles.PRIVATE + ", or set countersign.keys.create-missing");
        }
        return activeFirst(keys);
    }

    @Override
    public List<ECKey> publicKeys(String name) {
        var keys = listing().publicKeys(name);
        return activeFirst(keys.isEmpty() ? listedAnew().publicKeys(name) : keys);
    }

    @Override
    public List<Secret> secrets(String name) {
        var secrets = found(() -> listing().secrets(name), () -> files.createSecret(name, clock.instant()));
        if (secrets.isEmpty()) {
            throw new IllegalStateException("No secret " + name + " in " + files.directory()
                    + ": put 32 bytes there in base64url as " + name + ".<kid>" + KeyFiles.SECRET
                    + ", or set countersign.keys.create-missing");
        }
        var now = SecretKid.of(clock.instant());
        return secrets.stream().sorted(Comparator.comparing((Secret secret) -> SecretKid.isAhead(secret.kid(), now))
                .thenComparing(Secret::kid, Comparator.reverseOrder())).map(secret -> new Secret(secret.kid(), secret.bytes().clone()))
                .toList();
    }

    private <T> List<T> found(Supplier<List<T>> look, Runnable create) {
        var known = look.get();
        if (known.isEmpty()) {
            listedAnew();
            known = look.get();
        }
        if (known.isEmpty() && createMissing) {
            create.run();
            listedAnew();
            known = look.get();
        }
        return known;
    }

    /** Active are the keys whose {@code nbf} has come, the latest issued first; a key that is published ahead of its time stands last. */
    private List<ECKey> activeFirst(List<ECKey> keys) {
        var now = clock.instant();
        return keys.stream().sorted(Comparator.comparing((ECKey key) -> begin(key).isAfter(now))
                .thenComparing(DirectoryKeyVault::begin, Comparator.reverseOrder())
                .thenComparing(ECKey::getKeyID, Comparator.reverseOrder())).toList();
    }

    private static Instant begin(ECKey key) {
        Date begin = key.getNotBeforeTime() == null ? key.getIssueTime() : key.getNotBeforeTime();
        return begin == null ? Instant.EPOCH : begin.toInstant();
    }

    private KeyListing listing() {
        var known = seen;
        return known != null && System.nanoTime() - known.at() < FRESH.toNanos() ? known.listing() : listedAnew();
    }

    private synchronized KeyListing listedAnew() {
        var at = System.nanoTime();
        var stamps = files.stamps();
        var known = seen;
        var listing = known != null && known.listing().stamps().equals(stamps) ? known.listing() : new KeyListing(files, stamps);
        seen = new Seen(listing, at);
        return listing;
    }

    private record Seen(KeyListing listing, long at) {
    }
}
