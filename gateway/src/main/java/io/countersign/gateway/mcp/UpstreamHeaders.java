package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.HeaderNames;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which headers cross the gateway. Upstream never sees the client's credentials or the way the request came (RS-13, spec 5.3.5); the client
 * never gets upstream's cookies, challenges or CORS rules (5.3.9); neither sees what was said of one connection alone (RFC 9110, section
 * 7.6.1). Everything else passes, known or not (TR-07).
 */
final class UpstreamHeaders {
    private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "keep-alive", "proxy-authorization", "proxy-authenticate",
            "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");
    private static final Set<String> NOT_UPSTREAM = and("authorization", "cookie", "dpop", "txn-token", "forwarded", "x-real-ip", "via",
            "host", "content-length", "expect", "access-control-request-method", "access-control-request-headers", "mcp-session-id",
            "x-correlation-id");
    private static final Set<String> NOT_DOWNSTREAM = and("set-cookie", "set-cookie2", "www-authenticate", "authorization", "txn-token",
            "strict-transport-security", "clear-site-data", "access-control-allow-origin", "access-control-allow-credentials",
            "access-control-allow-headers", "access-control-allow-methods", "access-control-expose-headers", "access-control-max-age",
            "x-correlation-id", "countersign-decision");

    private UpstreamHeaders() {
    }

    private static Set<String> and(String... more) {
        return Stream.concat(OF_ONE_CONNECTION.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** What of a client's request goes upstream, in the place of the HTTP client's own. */
    static void upstream(HttpHeaders sent, HttpHeaders outward) {
        outward.remove(HttpHeaderNames.ACCEPT).remove(HttpHeaderNames.USER_AGENT);
        pass(sent, outward, NOT_UPSTREAM);
    }

    /** What of a server's answer goes to the client. */
    static void downstream(HttpHeaders answered, HttpHeaders inward) {
        pass(answered, inward, NOT_DOWNSTREAM);
    }

    private static void pass(HttpHeaders from, HttpHeaders to, Set<String> not) {
        var named = named(from);
        for (var headers = from.iteratorCharSequence(); headers.hasNext();) {
            var header = headers.next();
            var name = HeaderNames.folded(header.getKey().toString());
            if (!not.contains(name) && !named.contains(name) && !name.startsWith("x-forwarded-")) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static Set<String> named(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONNECTION)
                ? headers.getAll(HttpHeaderNames.CONNECTION).stream().flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(name -> HeaderNames.folded(name.strip())).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
