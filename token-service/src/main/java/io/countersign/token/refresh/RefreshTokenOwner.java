package io.countersign.token.refresh;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose refresh token it is, for whoever ends it. */
@Component
public class RefreshTokenOwner {
    private final RefreshTokens tokens;

    RefreshTokenOwner(RefreshTokens tokens) {
        this.tokens = tokens;
    }

    /** The connection of a token of any generation; empty when we did not write it. */
    public Optional<String> connectionOf(String token) {
        return tokens.read(token).map(RefreshToken::connectionId);
    }
}
