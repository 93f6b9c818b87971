package io.countersign.token.refresh;

import io.countersign.web.key.KeyVault;
import io.countersign.token.refusal.OAuthError;
import io.countersign.web.key.Secret;
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
 * the same token. The key vault's secrets rotate; one that is taken away there ends whatever it authenticated.
 */
@Component
class RefreshTokens {
    private static final String PREFIX = "csr_";
    private static final String SECRET = "refresh-token";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern FORM = Pattern.compile("csr_([A-Za-z0-9_-]{1,400})\\.[A-Za-z0-9_-]{43}");
    private static final Pattern FACTS = Pattern
            .compile("([A-Za-z0-9]{0,32})\\|(con-[A-Za-z0-9-]{1,64})\\|(\\d{1,18})\\|(\\d{1,18})\\|(\\d{1,12})");

    private final KeyVault vault;

    RefreshTokens(KeyVault vault) {
        this.vault = vault;
    }

    /** The key that new tokens are authenticated with. */
    String activeKid() {
        return vault.secrets(SECRET).getFirst().kid();
    }

    /** @throws org.springframework.security.oauth2.core.OAuth2AuthenticationException when its key was taken away */
    String write(RefreshToken token) {
        var secret = secret(token.kid()).orElseThrow(() -> OAuthError.INVALID_GRANT.because("The refresh token is no good any more."));
        var facts = String.join("|", token.kid(), token.connectionId(), String.valueOf(token.chain()), String.valueOf(token.generation()),
                String.valueOf(token.issuedAt().getEpochSecond()));
        return PREFIX + BASE64.encodeToString(facts.getBytes(StandardCharsets.US_ASCII)) + "."
                + BASE64.encodeToString(mac(secret, facts));
    }

    /** Empty when we did not write it, or with a key that is no longer in use. */
    Optional<RefreshToken> read(String value) {
        var form = FORM.matcher(value);
        return form.matches() ? facts(form.group(1)).filter(token -> same(write(token), value)) : Optional.empty();
    }

    private Optional<RefreshToken> facts(String encoded) {
        try {
            var facts = FACTS.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII));
            return facts.matches() && secret(facts.group(1)).isPresent()
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

    private Optional<Secret> secret(String kid) {
        return vault.secrets(SECRET).stream().filter(secret -> secret.is(kid)).findFirst();
    }

    private static byte[] mac(Secret secret, String facts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return mac.doFinal(("refresh token|" + facts).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
