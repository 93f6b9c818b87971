package io.countersign.gateway.session;

import io.countersign.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The value of a session's cookie: 256 random bits. Only its hash is stored, and the CSRF token is derived from it. */
public record SessionSecret(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static SessionSecret random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What somebody sent, when it has the form. */
    static Optional<SessionSecret> read(String sent) {
        return FORM.matcher(sent).matches() ? Optional.of(new SessionSecret(sent)) : Optional.empty();
    }

    String hash() {
        return Sha256.hex(value);
    }

    /** What a page of ours has to send along with a change; nobody can make it who does not have the cookie. */
    public String csrfToken() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal("csrf".getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "a session's secret";
    }
}
