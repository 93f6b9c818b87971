package io.countersign.events.operator;

import io.countersign.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' tokens, read anew for each use, so that a changed or removed file counts at once. Hashes are compared, in constant time
 * and with every file, so an answer's time tells nothing.
 */
final class OperatorTokens {
    private static final Logger log = LoggerFactory.getLogger(OperatorTokens.class);
    /** What {@code openssl rand -hex 16} makes, at least. */
    static final int SHORTEST = 32;
    private static final int LONGEST = 1024;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final @Nullable Path directory;

    OperatorTokens(@Nullable Path directory) {
        this.directory = directory;
    }

    /** The one operator whose token this is; a token that two share names nobody. */
    Optional<String> operator(String presented) {
        var hash = Sha256.bytes(presented);
        var named = files().stream().filter(file -> MessageDigest.isEqual(hash, Sha256.bytes(token(file)))).map(OperatorTokens::name)
                .toList();
        return presented.length() >= SHORTEST && named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** Hidden entries are how Kubernetes changes a mounted secret at once. */
    private List<Path> files() {
        if (directory == null) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> !name(file).startsWith(".") && Files.isRegularFile(file)).filter(OperatorTokens::named).toList();
        } catch (IOException unreadable) {
            log.warn("The operators' tokens cannot be read, the endpoints stay closed: {}", unreadable.toString());
            return List.of();
        }
    }

    private static boolean named(Path file) {
        var good = NAME.matcher(name(file)).matches();
        if (!good) {
            log.warn("{} is no operator: a name is of lower-case letters, digits, dot, dash and underscore", file);
        }
        return good;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String token(Path file) {
        try {
            return Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
        } catch (IOException unreadable) {
            log.warn("The token in {} cannot be read: {}", file, unreadable.toString());
            return "";
        }
    }
}
