package io.countersign.gateway.enforcement;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Reads the one bearer token of a request (RFC 6750, section 2.1). A second header, or anything after the token, is refused. */
final class BearerToken {
    private static final String SCHEME = "bearer";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private BearerToken() {
    }

    /** What is presented as the token. Whether it has the form of one, {@link #requireForm} says. */
    static String of(HttpHeaders headers) {
        List<String> sent = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (sent.size() > 1) {
            throw AccessRefused.malformed("There is more than one Authorization header.");
        }
        if (sent.isEmpty() || !sent.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw AccessRefused.unauthenticated();
        }
        var credentials = sent.getFirst();
        var token = SCHEME.length();
        while (token < credentials.length() && credentials.charAt(token) == ' ') {
            token++;
        }
        if (token == SCHEME.length()) {
            throw malformed();
        }
        return credentials.substring(token);
    }

    /** Not needed of a token that was verified before, and dear: matched on every call, the pattern was a tenth of its cost. */
    static void requireForm(String presented) {
        if (!FORM.matcher(presented).matches()) {
            throw malformed();
        }
    }

    private static AccessRefused malformed() {
        return AccessRefused.malformed("The Authorization header is not 'Bearer' and one token.");
    }
}
