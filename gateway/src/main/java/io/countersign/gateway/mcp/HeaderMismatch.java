package io.countersign.gateway.mcp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A mirrored header is missing or contradicts the body: 400 with the code that the transport reserves for it (TR-04, TR-05). */
final class HeaderMismatch extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable String id;
    private final String header;

    HeaderMismatch(@Nullable String id, String header) {
        super(header, null, false, false);
        this.id = id;
        this.header = header;
    }

    /** A JSON-RPC error, because clients tell the eras apart by it. */
    byte[] body() {
        return ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-32020,\"message\":\"The header " + header
                + " is missing or does not match the body.\"}}").getBytes(StandardCharsets.UTF_8);
    }
}
