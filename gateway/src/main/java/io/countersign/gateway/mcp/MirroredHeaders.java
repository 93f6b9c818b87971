package io.countersign.gateway.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Compares the headers that mirror the body with the body (TR-04..TR-06, TR-08). The modern era demands them; in every era one that is
 * there has to be true, since the server behind may go by it. {@code Mcp-Name} is bound to the body for the methods of TR-05 alone; what it
 * means to others is the affair of the extension they belong to, and it passes unjudged.
 */
final class MirroredHeaders {
    static final String VERSION = "MCP-Protocol-Version";
    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";
    private static final String FIRST_MODERN = "2026-07-28";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final String OPEN = "=?base64?";
    private static final String CLOSE = "?=";

    private MirroredHeaders() {
    }

    /** The first header that is missing or does not match; empty when all is well. */
    static Optional<String> mismatch(HttpHeaders headers, McpMessage message) {
        var modern = modern(headers);
        if (repeated(headers, VERSION)
                || (message.protocolVersion() != null && !message.protocolVersion().equals(headers.getFirst(VERSION)))) {
            return Optional.of(VERSION);
        }
        if (differs(headers, METHOD, message.method(), modern && message.method() != null)) {
            return Optional.of(METHOD);
        }
        return message.named() && differs(headers, NAME, message.name(), modern) ? Optional.of(NAME) : Optional.empty();
    }

    /** Whether the request claims a protocol version of the modern, stateless era. Versions are dates. */
    static boolean modern(HttpHeaders headers) {
        var version = headers.getFirst(VERSION);
        return version != null && DATE.matcher(version).matches() && version.compareTo(FIRST_MODERN) >= 0;
    }

    private static boolean differs(HttpHeaders headers, String header, @Nullable String inBody, boolean demanded) {
        List<String> sent = headers.getOrEmpty(header);
        return sent.isEmpty() ? demanded : sent.size() > 1 || !decoded(sent.getFirst()).equals(Optional.ofNullable(inBody));
    }

    private static boolean repeated(HttpHeaders headers, String header) {
        return headers.getOrEmpty(header).size() > 1;
    }

    private static Optional<String> decoded(String value) {
        if (!value.startsWith(OPEN) || !value.endsWith(CLOSE) || value.length() < OPEN.length() + CLOSE.length()) {
            return Optional.of(value);
        }
        try {
            var encoded = value.substring(OPEN.length(), value.length() - CLOSE.length());
            return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
