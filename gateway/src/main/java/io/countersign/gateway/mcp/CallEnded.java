package io.countersign.gateway.mcp;

import io.countersign.gateway.stream.OpenStream;
import java.nio.charset.StandardCharsets;

/**
 * A call was ended by the gateway while its result was on its way. It is answered with a JSON-RPC error, where one can still be sent, so that
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

    /** As an event of a stream. */
    byte[] event() {
        return event(new String(body(), StandardCharsets.UTF_8));
    }

    /** The result of a subscription that is over, as an event of its stream. */
    static byte[] subscription(String id) {
        return event("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"resultType\":\"complete\"}}");
    }

    /** WHATWG HTML, section 9.2.6. */
    private static byte[] event(String message) {
        return ("event: message\ndata: " + message + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
