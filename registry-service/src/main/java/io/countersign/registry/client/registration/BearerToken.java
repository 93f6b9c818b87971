package io.countersign.registry.client.registration;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** The token of a request, in the header and nowhere else: RFC 6750 section 2.1. */
final class BearerToken {
    private static final String BEARER = "bearer ";

    private BearerToken() {
    }

    /** Empty where there is none, or more than one. */
    static String of(HttpServletRequest request) {
        List<String> sent = new ArrayList<>(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)));
        return sent.size() == 1 && sent.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? sent.getFirst().substring(BEARER.length()).strip()
                : "";
    }
}
