package io.countersign.gateway.mcp;

import io.countersign.gateway.stream.OpenStream;
import java.nio.charset.StandardCharsets;

/**
 * A call was ended by the gateway while its result was on its way. It is told as a JSON-RPC error, where one can still be told, so that
 * nobody takes the end for a result or sends the call again unasked: the server may have done what it was called for. The code is outside
 * the range of the specification (TR-22).
 */
final class CallEnded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String id;

    CallEnded(String id, OpenStream stream) {
        super(stream.reason().map(why -> String.valueOf(why.getMessage())).orElse("The call took longer than a call may."), null, false,
                false);
        this.id = id;
    }

    byte[] body() {
        return ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":-31001,\"message\":\"" + getMessage() + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As an event of a stream (WHATWG HTML, section 9.2.6). */
    byte[] event() {
        return ("event: message\ndata: " + new String(body(), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
