package io.countersign.gateway.mcp;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Which headers cross the gateway. Upstream never sees the client's credentials or the way the request came (RS-13, spec 5.3.5); the client
 * never gets upstream's cookies, challenges or CORS rules (5.3.9). Everything else passes, known or not (TR-07).
 */
final class UpstreamHeaders {
    private static final Set<String> NOT_UPSTREAM = Set.of("authorization", "cookie", "dpop", "txn-token", "forwarded", "x-real-ip", "via",
            "host", "connection", "keep-alive", "proxy-authorization", "proxy-authenticate", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade", "content-length", "expect", "access-control-request-method", "access-control-request-headers");
    private static final Set<String> NOT_DOWNSTREAM = Set.of("set-cookie", "set-cookie2", "www-authenticate", "authorization", "txn-token",
            "strict-transport-security", "clear-site-data", "access-control-allow-origin", "access-control-allow-credentials",
            "access-control-allow-headers", "access-control-allow-methods", "access-control-expose-headers", "access-control-max-age");

    private UpstreamHeaders() {
    }

    /** Takes off a request what must not go upstream, also what its {@code Connection} header names. */
    static void strip(HttpHeaders headers) {
        var named = new HashSet<String>();
        headers.getConnection().forEach(option -> named.add(option.toLowerCase(Locale.ROOT)));
        Set.copyOf(headers.headerNames()).stream().filter(header -> unwanted(header.toLowerCase(Locale.ROOT), named))
                .forEach(headers::remove);
    }

    /** Takes off a response what is not upstream's to say. */
    static void stripResponse(HttpHeaders headers) {
        NOT_DOWNSTREAM.forEach(headers::remove);
    }

    private static boolean unwanted(String header, Set<String> named) {
        return NOT_UPSTREAM.contains(header) || header.startsWith("x-forwarded-") || named.contains(header);
    }
}
