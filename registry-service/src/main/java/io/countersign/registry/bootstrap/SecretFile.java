package io.countersign.registry.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a file of secrets that only its owner may read, whole or not at all. */
@Component
class SecretFile {
    private final JsonMapper json;

    SecretFile(JsonMapper json) {
        this.json = json;
    }

    /** Beside its place: what it tells of may not come to be. */
    Written write(Path file, Map<String, Object> content) {
        try {
            var directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            var temporary = Files.createTempFile(directory, ".bootstrap", ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(temporary, json.writerWithDefaultPrettyPrinter().writeValueAsString(content), StandardCharsets.UTF_8);
            return new Written(temporary, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Secrets that are on the disk and not yet in their place. */
    record Written(Path temporary, Path file) {
        void publish() {
            try {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void discard() {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
