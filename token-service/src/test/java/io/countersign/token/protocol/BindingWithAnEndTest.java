package io.countersign.token.protocol;

import static io.countersign.token.protocol.Member.heard;
import static io.countersign.token.protocol.Member.waiting;
import static io.countersign.token.protocol.RunningTokenService.claims;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An owner let a client in until a moment: nothing lasts longer, and nothing begins after it, whatever was kept of the registry's word. */
class BindingWithAnEndTest extends PersonTest {
    private static final Duration SHORT = Duration.ofSeconds(100);

    @AfterEach
    void withoutAnEnd() {
        service.registry.until.clear();
    }

    @Test
    void accessTokensAndConnectionsEndWithTheBinding() throws Exception {
        var until = service.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(SHORT);
        service.registry.until.put("cli-end-alice", until);
        var alice = member("end-alice");
        service.resourceServer("cli-end-server", "billing");
        var tokens = alice.redeem(alice.code(READ));

        assertThat(claims(tokens).getExpirationTime().toInstant()).isBeforeOrEqualTo(until);
        assertThat(active("cli-end-server", tokens)).isTrue();
        service.clock.advance(SHORT);
        assertThat(active("cli-end-server", tokens)).isFalse();
        assertThat(alice.refresh(tokens.text("/refresh_token")).text("/error")).isEqualTo("invalid_grant");
        assertThat(heard(alice.authorize("scope", READ))).containsEntry("error", "unauthorized_client");
    }

    /** The service that owns the client is not asked again in the seconds for which its word is kept. */
    @Test
    void aWordThatIsKeptIsJudgedByTheMoment() {
        var bob = member("end-bob");
        bob.redeem(bob.code(READ));
        service.registry.until.put("cli-end-bob", service.clock.instant().plusSeconds(2));
        service.fact("client:cli-end-bob", 0, false, false, 1);
        assertThat(waiting(bob.authorize("scope", READ))).isNotEmpty();
        service.clock.advance(Duration.ofSeconds(2));

        assertThat(heard(bob.authorize("scope", READ))).containsEntry("error", "unauthorized_client");
    }

    @Test
    void aMachineGetsNothingThatLastsLonger() throws Exception {
        var until = service.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(SHORT);
        var client = service.client("cli-end-machine", "billing", READ);
        service.registry.until.put(client, until);
        var tokens = service.token(client, "grant_type", "client_credentials");

        assertThat(claims(tokens).getExpirationTime().toInstant()).isBeforeOrEqualTo(until);
        service.clock.advance(SHORT);
        assertThat(service.token(client, "grant_type", "client_credentials").status()).isNotEqualTo(200);
    }
}
