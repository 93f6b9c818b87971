package io.countersign.token.refresh;

import io.countersign.web.key.KeyVault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Refresh tokens, authenticated by an HMAC with a key id: nothing is stored in clear, nothing is looked up, and the same facts always give
 * the same token. Keys rotate by configuration; an old one verifies as long as it is named.
 */
@Component
class RefreshTokens {
    private static final String PREFIX = "csr_";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern FORM = Pattern.compile("csr_([A-Za-z0-9_-]{1,400})\\.[A-Za-z0-9_-]{43}");
    private static final Pattern FACTS = Pattern
            .compile("([a-z0-9]{1,32})\\|(con-[A-Za-z0-9-]{1,64})\\|(\\d{1,18})\\|(\\d{1,18})\\|(\\d{1,12})");

    private final KeyVault vault;
    private final RefreshProperties settings;

    RefreshTokens(KeyVault vault, RefreshProperties settings) {
        this.vault = vault;
        this.settings = settings;
    }

    /** The key that new tokens are authenticated with. */
    String activeKid() {
        return settings.keys().getFirst();
    }

    String write(RefreshToken token) {
        var facts = String.join("|", token.kid(), token.connectionId(), String.valueOf(token.chain()), String.valueOf(token.generation()),
                String.valueOf(token.issuedAt().getEpochSecond()));
        return PREFIX + BASE64.encodeToString(facts.getBytes(StandardCharsets.US_ASCII)) + "."
                + BASE64.encodeToString(mac(token.kid(), facts));
    }

    /** Empty when we did not write it, or with a key that is no longer in use. */
    Optional<RefreshToken> read(String value) {
        var form = FORM.matcher(value);
        return form.matches() ? facts(form.group(1)).filter(token -> same(write(token), value)) : Optional.empty();
    }

    private Optional<RefreshToken> facts(String encoded) {
        try {
            var facts = FACTS.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII));
            return facts.matches() && settings.keys().contains(facts.group(1))
                    ? Optional.of(new RefreshToken(facts.group(2), Long.parseLong(facts.group(3)), Long.parseLong(facts.group(4)),
                            Instant.ofEpochSecond(Long.parseLong(facts.group(5))), facts.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String kid, String facts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(vault.secret("refresh-token-" + kid), "HmacSHA256"));
            return mac.doFinal(("refresh token|" + facts).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
