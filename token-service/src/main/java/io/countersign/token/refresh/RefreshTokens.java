package io.countersign.token.refresh;

import io.countersign.token.mac.MacTokens;
import io.countersign.token.mac.MacTokens.Facts;
import io.countersign.token.refusal.OAuthError;
import io.countersign.web.key.KeyVault;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Refresh tokens in writing. */
@Component
class RefreshTokens {
    private static final Pattern FACTS = Pattern.compile("(con-[A-Za-z0-9-]{1,64})\\|(\\d{1,18})\\|(\\d{1,18})\\|(\\d{1,12})");

    private final MacTokens tokens;

    RefreshTokens(KeyVault vault) {
        this.tokens = new MacTokens(vault, "csr_", "refresh token");
    }

    /** The key that new tokens are authenticated with. */
    String activeKid() {
        return tokens.activeKid();
    }

    /** @throws org.springframework.security.oauth2.core.OAuth2AuthenticationException when its key was taken away */
    String write(RefreshToken token) {
        var facts = String.join("|", token.connectionId(), String.valueOf(token.chain()), String.valueOf(token.generation()),
                String.valueOf(token.issuedAt().getEpochSecond()));
        return tokens.write(new Facts(token.kid(), facts))
                .orElseThrow(() -> OAuthError.INVALID_GRANT.because("The refresh token is no good any more."));
    }

    /** Empty when we did not write it, or with a key that is no longer in use. */
    Optional<RefreshToken> read(String value) {
        return tokens.read(value).flatMap(RefreshTokens::token);
    }

    private static Optional<RefreshToken> token(Facts said) {
        var facts = FACTS.matcher(said.text());
        return facts.matches()
                ? Optional.of(new RefreshToken(facts.group(1), Long.parseLong(facts.group(2)), Long.parseLong(facts.group(3)),
                        Instant.ofEpochSecond(Long.parseLong(facts.group(4))), said.kid()))
                : Optional.empty();
    }
}
