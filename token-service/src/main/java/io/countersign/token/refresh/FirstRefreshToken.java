package io.countersign.token.refresh;

import io.countersign.token.issuance.TokenIssuance;
import io.countersign.token.issuance.TokenIssuance.Link;
import io.countersign.token.issuance.TokenIssuance.Order;
import java.util.Objects;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.stereotype.Component;

/** Begins a chain of refresh tokens with its generation 0. */
@Component
public class FirstRefreshToken {
    private final TokenIssuance issuing;
    private final RefreshTokens tokens;

    FirstRefreshToken(TokenIssuance issuing, RefreshTokens tokens) {
        this.issuing = issuing;
        this.tokens = tokens;
    }

    /** The first tokens of a connection, or of one that was authorized again. */
    public record First(OAuth2AccessToken access, OAuth2RefreshToken refresh) {
    }

    public First issue(Order order) {
        var connection = order.connection();
        var link = new Link(connection.chain(), 0, tokens.activeKid());
        var access = issuing.issue(order, link, connection.connectionId() + "/" + link.chain(), 0);
        var issuedAt = Objects.requireNonNull(access.getIssuedAt());
        var first = new RefreshToken(connection.connectionId(), link.chain(), 0, issuedAt, link.refreshKid());
        return new First(access, new OAuth2RefreshToken(tokens.write(first), issuedAt));
    }
}
