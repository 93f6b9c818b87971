package io.countersign.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.web.key.DirectoryKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K5: sessions outlive the rotation of the secret that binds them, and end when it is taken away. */
class SessionBindingTest {
    private static final AccessToken TOKEN = new AccessToken("https://issuer", List.of("https://server"), "usr-1", "cli-1",
            new LinkedHashSet<>(), "con-1", "tok-1", "org-1", Instant.MAX, Map.of());
    @TempDir
    Path keys;

    private void secret(String kid, int first) throws IOException {
        var bytes = new byte[32];
        bytes[0] = (byte) first;
        Files.writeString(keys.resolve("mcp-session" + kid + ".secret"), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** As a start reads the directory. */
    private SessionBinding binding() {
        return new SessionBinding(new DirectoryKeyVault(keys, false, Clock.systemUTC()));
    }

    @Test
    void aSessionOfBeforeTheRotationIsReadAsLongAsItsSecretIsThere() throws IOException {
        secret("", 1);
        var before = binding().bind("s.1", TOKEN, "srv-1");
        secret(".20261121T0900Z", 2);
        var after = binding().bind("s.1", TOKEN, "srv-1");

        assertThat(after).isNotEqualTo(before);
        assertThat(binding().open(before, TOKEN, "srv-1")).contains("s.1");
        assertThat(binding().open(after, TOKEN, "srv-1")).contains("s.1");
        Files.delete(keys.resolve("mcp-session.secret"));
        assertThat(binding().open(before, TOKEN, "srv-1")).isEmpty();
        assertThat(binding().open(after, TOKEN, "srv-1")).contains("s.1");
        assertThat(binding().open(after, TOKEN, "srv-2")).as("bound to its server all the same").isEmpty();
    }
}
