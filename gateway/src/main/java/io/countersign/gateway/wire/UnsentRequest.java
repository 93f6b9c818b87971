package io.countersign.gateway.wire;

import java.io.IOException;

/** Not one byte of a request was sent, because the server had closed its connection: it may go out on another one, whatever it asks for. */
public final class UnsentRequest extends IOException {
    private static final long serialVersionUID = 1L;

    UnsentRequest() {
        super("The server closed the connection before the request was sent");
    }

    /** Reactor Netty reports it as the cause of the connection's end. */
    public static boolean is(Throwable failure) {
        return failure instanceof UnsentRequest || failure.getCause() instanceof UnsentRequest;
    }
}
