package io.countersign.token.authorization;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a client hears the answer (RFC 6749 sections 4.1.2 and 4.1.2.1). The registered URI stays as it is, and the issuer stands in each
 * answer (RFC 9207).
 */
record Callback(String redirectUri, @Nullable String state, String issuer) {
    String granted(String code) {
        return with("code=" + encode(code));
    }

    String refused(String error, String description) {
        return with("error=" + encode(error) + "&error_description=" + encode(description));
    }

    private String with(String answer) {
        var joint = redirectUri.indexOf('?') < 0 ? "?" : redirectUri.endsWith("?") || redirectUri.endsWith("&") ? "" : "&";
        return redirectUri + joint + answer + (state == null ? "" : "&state=" + encode(state)) + "&iss=" + encode(issuer);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
