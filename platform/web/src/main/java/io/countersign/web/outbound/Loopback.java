package io.countersign.web.outbound;

import java.util.Set;

/** The names of this machine that are the same on every machine (RFC 8252 section 7.3, RFC 6761 section 6.3). */
public final class Loopback {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private Loopback() {
    }

    /** @param host as a URI has it, in lower case */
    public static boolean is(String host) {
        return NAMES.contains(host);
    }
}
