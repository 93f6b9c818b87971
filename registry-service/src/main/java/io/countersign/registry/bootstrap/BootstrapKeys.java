package io.countersign.registry.bootstrap;

import io.countersign.registry.managementkey.ManagementKeyFormat;
import io.countersign.registry.secret.SecretGenerator;
import io.countersign.events.command.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Where the first keys come from: made here and written to a file, or read from one. */
@Component
class BootstrapKeys {
    private static final String OWNER = "owner";
    private static final String AUDITOR = "auditor";

    private final Ids ids;
    private final SecretGenerator secrets;
    private final SecretFile file;

    BootstrapKeys(Ids ids, SecretGenerator secrets, SecretFile file) {
        this.ids = ids;
        this.secrets = secrets;
        this.file = file;
    }

    /** @param withOwner whether the owner's key is to be created as well */
    List<BootstrapKey> created(boolean withOwner) {
        var auditor = new BootstrapKey(ids.next("key"), secrets.next(), "Bootstrap auditor", AUDITOR);
        return withOwner ? List.of(new BootstrapKey(ids.next("key"), secrets.next(), "Bootstrap owner", OWNER), auditor) : List.of(auditor);
    }

    /** @throws IllegalArgumentException when the file holds no key; its content is never shown */
    BootstrapKey given(Path path) {
        try {
            return ManagementKeyFormat.parse(Files.readString(path, StandardCharsets.UTF_8).strip())
                    .map(key -> new BootstrapKey(key.id(), key.secret(), "Given owner", OWNER))
                    .orElseThrow(() -> new IllegalArgumentException(
                            path + " must hold one management key: csk_key-<26 digits or capital letters>_<43 characters of base64url>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SecretFile.Written write(Path output, String organizationId, String slug, List<BootstrapKey> keys) {
        var content = new LinkedHashMap<String, Object>();
        content.put("organization", Map.of("id", organizationId, "slug", slug));
        keys.forEach(key -> content.put(key.role() + "Key", key.shown()));
        return file.write(output, content);
    }
}
