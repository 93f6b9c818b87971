package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.web.key.KeyVault;
import io.countersign.web.key.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Binds a legacy session id to the subject, client and server it was given to (TL-02, RS-18), so that it outlives a step-up and a refresh:
 * the client sees {@code <id>.<MAC>}, the server its own id.
 * Nothing is remembered, so every replica and every restart reads what another has written.
 */
@Component
class SessionBinding {
    static final String HEADER = "Mcp-Session-Id";
    private static final String KEY = "mcp-session";
    private static final int MAC_BYTES = 16;

    private final KeyVault keys;

    SessionBinding(KeyVault keys) {
        this.keys = keys;
    }

    String bind(String sessionId, AccessToken token, String serverId) {
        return sessionId + "." + mac(keys.secrets(KEY).getFirst(), sessionId, token, serverId);
    }

    /** The server's own id; empty when it was given to another subject, client or server, or never. */
    Optional<String> open(String bound, AccessToken token, String serverId) {
        var dot = bound.lastIndexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        var sessionId = bound.substring(0, dot);
        var presented = bound.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        return keys.secrets(KEY).stream().map(secret -> mac(secret, sessionId, token, serverId).getBytes(StandardCharsets.US_ASCII))
                .anyMatch(expected -> MessageDigest.isEqual(expected, presented)) ? Optional.of(sessionId) : Optional.empty();
    }

    private static String mac(Secret secret, String sessionId, AccessToken token, String serverId) {
        var bound = String.join("\n", sessionId, token.subject(), token.clientId(), serverId);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            var full = mac.doFinal(bound.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, MAC_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
