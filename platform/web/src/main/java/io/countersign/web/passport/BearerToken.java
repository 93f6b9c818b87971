package io.countersign.web.passport;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The token of a request: one {@code Authorization: Bearer} header with one token, and nowhere else (RFC 6750 section 2.1). */
public final class BearerToken {
    private static final Pattern FORM = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]+)");

    private BearerToken() {
    }

    /** Empty where there is none, or more than one. */
    public static Optional<String> of(HttpServletRequest request) {
        var sent = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        var form = FORM.matcher(sent.size() == 1 ? sent.getFirst() : "");
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }
}
