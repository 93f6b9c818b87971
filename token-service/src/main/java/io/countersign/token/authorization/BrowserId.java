package io.countersign.token.authorization;

import io.countersign.hash.Sha256;
import io.countersign.token.contract.OAuthEndpoint;
import io.countersign.token.issuer.Issuer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * By what an installation is known again (C7, C12): a random value in a cookie that only the authorization endpoint gets. It opens nothing;
 * facts hold its hash.
 */
record BrowserId(String value) {
    static final String COOKIE = "countersign-browser";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;
    /** As long as browsers keep one at most. */
    private static final Duration LIFE = Duration.ofDays(400);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A new one where there is none yet. */
    static BrowserId of(@Nullable String cookie) {
        if (cookie != null && FORM.matcher(cookie).matches()) {
            return new BrowserId(cookie);
        }
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new BrowserId(BASE64.encodeToString(bytes));
    }

    String id() {
        return "brw-" + Sha256.base64Url(value).substring(0, 22);
    }

    String cookie(Issuer issuer) {
        var endpoint = URI.create(issuer.endpoint(OAuthEndpoint.AUTHORIZE));
        return ResponseCookie.from(COOKIE, value).path(endpoint.getRawPath()).secure("https".equals(endpoint.getScheme())).httpOnly(true)
                .sameSite("Lax").maxAge(LIFE).build().toString();
    }
}
