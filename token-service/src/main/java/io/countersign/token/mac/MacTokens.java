package io.countersign.token.mac;

import io.countersign.web.key.KeyVault;
import io.countersign.web.key.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens of one kind, {@code <prefix><facts>.<HMAC>}: nothing is stored in clear, nothing is looked up, and the same facts always give the
 * same token. The key vault's secrets rotate; one that is taken away there ends whatever it authenticated.
 */
public final class MacTokens {
    private static final String SECRET = "refresh-token";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern BODY = Pattern.compile("([A-Za-z0-9_-]{1,400})\\.[A-Za-z0-9_-]{43}");
    private static final Pattern FACTS = Pattern.compile("([A-Za-z0-9]{0,32})\\|([\\x21-\\x7e]{1,256})");

    private final KeyVault vault;
    private final String prefix;
    private final String purpose;

    /**
     * @param prefix  by which people and scanners know a token of this kind
     * @param purpose is authenticated with the facts, so that a token of one kind is none of another
     */
    public MacTokens(KeyVault vault, String prefix, String purpose) {
        this.vault = vault;
        this.prefix = prefix;
        this.purpose = purpose;
    }

    /**
     * What a token says.
     *
     * @param kid which key authenticates it
     */
    public record Facts(String kid, String text) {
    }

    /** The key that new tokens are authenticated with. */
    public String activeKid() {
        return vault.secrets(SECRET).getFirst().kid();
    }

    /** Empty when the key was taken away. */
    public Optional<String> write(Facts facts) {
        var text = facts.kid() + "|" + facts.text();
        return vault.secrets(SECRET).stream().filter(secret -> secret.is(facts.kid())).findFirst()
                .map(secret -> prefix + BASE64.encodeToString(text.getBytes(StandardCharsets.US_ASCII)) + "."
                        + BASE64.encodeToString(mac(secret, text)));
    }

    /** Empty when we did not write it for this purpose, or with a key that is no longer in use. */
    public Optional<Facts> read(String token) {
        if (!token.startsWith(prefix)) {
            return Optional.empty();
        }
        var body = BODY.matcher(token.substring(prefix.length()));
        return body.matches()
                ? facts(body.group(1)).filter(facts -> write(facts).filter(own -> same(own, token)).isPresent())
                : Optional.empty();
    }

    private static Optional<Facts> facts(String encoded) {
        try {
            var facts = FACTS.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII));
            return facts.matches() ? Optional.of(new Facts(facts.group(1), facts.group(2))) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(Secret secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return mac.doFinal((purpose + "|" + text).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
