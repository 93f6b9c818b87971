package io.countersign.token.personal;

import io.countersign.token.mac.MacTokens;
import io.countersign.token.mac.MacTokens.Facts;
import io.countersign.web.key.KeyVault;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Personal access tokens in writing, {@code cst_…}: each names the connection that it opens. */
@Component
class PersonalTokens {
    private static final Pattern CONNECTION = Pattern.compile("con-[A-Za-z0-9-]{1,64}");

    private final MacTokens tokens;

    PersonalTokens(KeyVault vault) {
        this.tokens = new MacTokens(vault, "cst_", "personal access token");
    }

    String write(String connectionId) {
        return tokens.write(new Facts(tokens.activeKid(), connectionId)).orElseThrow();
    }

    /** The connection that it names; empty when we did not write it. */
    Optional<String> read(String token) {
        return tokens.read(token).map(Facts::text).filter(CONNECTION.asMatchPredicate());
    }
}
