package io.countersign.token.protocol;

import static io.countersign.token.protocol.CodeFlowTest.history;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that keeps no secret (RFC 6749 section 2.1): what its id alone opens, and how it ends what it has (RFC 7009). */
class PublicClientTest extends PersonTest {
    private static final String REVOKE = "/o/acme/oauth2/revoke";
    private static final String INTROSPECT = "/o/acme/oauth2/introspect";

    @Test
    void itsIdIsEnoughAndNothingElseIsTaken() {
        var alice = member("p-alice");
        refused(alice.redeem(alice.code(READ), "client_secret", "cli-p-alice"), 401, "invalid_client");
        refused(alice.redeem(alice.code(READ), "client_id", ""), 401, "invalid_client");
        assertThat(alice.redeem(alice.code(READ)).status()).isEqualTo(200);
    }

    @Test
    void whoHasASecretMustShowIt() {
        service.client("cli-p-secret", "billing", READ);
        refused(service.oauth(TOKEN, null, "grant_type", GRANT, "client_id", "cli-p-secret"), 401, "invalid_client");
    }

    @Test
    void itHasNothingOfItsOwn() {
        var bob = member("p-bob");
        refused(service.oauth(TOKEN, null, "grant_type", GRANT, "client_id", bob.clientId()), 400, "unauthorized_client");
    }

    /** RFC 7662 section 2.1: who asks must be authenticated. */
    @Test
    void itCannotAskAboutTokens() {
        var carol = member("p-carol");
        var token = carol.redeem(carol.code(READ)).text("/access_token");
        refused(carol.post(INTROSPECT, Map.of("token", token, "client_id", carol.clientId())), 401, "invalid_client");
    }

    @Test
    void revokingARefreshTokenEndsTheConnection() {
        var dave = member("p-dave");
        var tokens = dave.redeem(dave.code(READ));
        var refresh = tokens.text("/refresh_token");
        var successor = dave.refresh(refresh).text("/refresh_token");
        assertThat(dave.post(REVOKE, Map.of("token", refresh, "client_id", dave.clientId(), "token_type_hint", "access_token")).status())
                .isEqualTo(200);
        assertThat(history(connection(tokens))).containsExactly("ConnectionAuthorized", "ConnectionRevoked");
        refused(dave.refresh(successor), 400, "invalid_grant");
        assertThat(dave.post(REVOKE, Map.of("token", successor, "client_id", dave.clientId())).status()).isEqualTo(200);
    }

    @Test
    void revokingAnAccessTokenLeavesTheConnection() {
        var erin = member("p-erin");
        var tokens = erin.redeem(erin.code(READ));
        assertThat(erin.post(REVOKE, Map.of("token", tokens.text("/access_token"), "client_id", erin.clientId())).status()).isEqualTo(200);
        assertThat(history(connection(tokens))).containsExactly("ConnectionAuthorized", "TokenRevoked");
        assertThat(erin.refresh(tokens.text("/refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void anotherClientsRefreshTokenIsNotRevoked() {
        var frank = member("p-frank");
        var mallory = member("p-mallory");
        var tokens = frank.redeem(frank.code(READ));
        refused(mallory.post(REVOKE, Map.of("token", tokens.text("/refresh_token"), "client_id", mallory.clientId())), 400,
                "invalid_grant");
        assertThat(frank.refresh(tokens.text("/refresh_token")).status()).isEqualTo(200);
    }
}
