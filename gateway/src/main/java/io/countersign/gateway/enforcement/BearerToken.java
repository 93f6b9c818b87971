package io.countersign.gateway.enforcement;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Reads the one bearer token of a request (RFC 6750, section 2.1). A second header, or anything after the token, is refused. */
final class BearerToken {
    private static final Pattern FORM = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

    private BearerToken() {
    }

    static String of(HttpHeaders headers) {
        List<String> sent = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (sent.size() > 1) {
            throw AccessRefused.malformed("There is more than one Authorization header.");
        }
        if (sent.isEmpty() || !sent.getFirst().regionMatches(true, 0, "bearer", 0, 6)) {
            throw AccessRefused.unauthenticated();
        }
        var form = FORM.matcher(sent.getFirst());
        if (!form.matches()) {
            throw AccessRefused.malformed("The Authorization header is not 'Bearer' and one token.");
        }
        return form.group(1);
    }
}
