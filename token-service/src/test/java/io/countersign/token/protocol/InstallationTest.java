package io.countersign.token.protocol;

import static io.countersign.token.protocol.CodeFlowTest.history;
import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.command.Commands;
import io.countersign.events.log.Streams;
import io.countersign.token.OnBehalf;
import io.countersign.token.connection.ConnectionCommand.SupersedeConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Architecture section 6, "Which connection?" (C7, C12). */
class InstallationTest extends PersonTest {
    private static void supersede(String connectionId) {
        service.bean(Commands.class).send(new SupersedeConnection(connectionId), OnBehalf.system(FakeRegistry.ORGANIZATION));
    }

    @Test
    void anExpiredConnectionComesBackToTheSameBrowser() {
        var alice = member("i-alice");
        var first = alice.connect("A".repeat(22), 1001, READ);
        service.clock.advance(Duration.ofHours(1));
        var again = alice.connect("A".repeat(22), 1002, READ);
        assertThat(connection(again)).isEqualTo(connection(first));
        assertThat(history(connection(first))).containsExactly("ConnectionAuthorized", "ConnectionExpired", "ConnectionReauthorized");
        refused(alice.refresh(first.text("/refresh_token")), 400, "invalid_grant");
        var next = alice.refresh(again.text("/refresh_token"));
        assertThat(next.status()).as(next.content()).isEqualTo(200);
        assertThat(claims(next).getClaim("epochs").toString()).contains("connection:" + connection(first) + "=1");
    }

    /** Domain 2.6.6. */
    @Test
    void whoEndsAConnectionMayHaveItsConsentWithdrawnAsWell() {
        var ruth = member("i-ruth");
        var id = connection(ruth.connect("R".repeat(22), 1001, READ));
        var self = service.person(FakeRegistry.ORGANIZATION, ruth.userId(), "member");
        var path = "/api/v1/orgs/org-1/connections/" + id + "/revoke";

        assertThat(service.post(self, path, "{\"reasonCode\":\"USER_REQUEST\",\"withdrawConsent\":true}").status()).isEqualTo(200);

        assertThat(service.bean(Streams.class).load(id, "", (_, recorded) -> recorded.event().toString()).state())
                .contains("withdrawnConsentId=" + FakeConsent.CONSENT);
        assertThat(service.post(self, path, "{\"reasonCode\":\"USER_REQUEST\",\"withdrawConsent\":true}").status()).as("again")
                .isEqualTo(200);
    }

    @Test
    void aConnectionThatEndedWithoutItsConsentDoesNotTakeItAlongAfterwards() {
        var sam = member("i-sam");
        var id = connection(sam.connect("S".repeat(22), 1001, READ));
        var self = service.person(FakeRegistry.ORGANIZATION, sam.userId(), "member");
        var path = "/api/v1/orgs/org-1/connections/" + id + "/revoke";
        assertThat(service.post(self, path, "{\"reasonCode\":\"USER_REQUEST\"}").status()).isEqualTo(200);

        var late = service.post(self, path, "{\"reasonCode\":\"USER_REQUEST\",\"withdrawConsent\":true}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("/code")).isEqualTo("already_terminal");
    }

    @Test
    void anotherBrowserGetsItsOwn() {
        var bob = member("i-bob");
        var first = bob.connect("B".repeat(22), 1001, READ);
        service.clock.advance(Duration.ofHours(1));
        assertThat(connection(bob.connect("C".repeat(22), 1001, READ))).isNotEqualTo(connection(first));
    }

    @Test
    void whatLivesGetsASuccessorAndEndsADayLaterUnlessItIsUsed() {
        service.registry.server("billing", 864_000, null, READ, WRITE);
        var carol = member("i-carol");
        var first = carol.connect("D".repeat(22), 1001, READ);
        var second = carol.connect("D".repeat(22), 1002, READ);
        assertThat(connection(second)).isNotEqualTo(connection(first));
        assertThat(history(connection(first))).containsExactly("ConnectionAuthorized", "ConnectionSucceeded");
        service.clock.advance(Duration.ofHours(24).minusSeconds(1));
        supersede(connection(first));
        assertThat(history(connection(first))).doesNotContain("ConnectionRevoked");
        service.clock.advance(Duration.ofSeconds(1));
        supersede(connection(first));
        assertThat(history(connection(first))).endsWith("ConnectionRevoked");
        assertThat(carol.refresh(second.text("/refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void whoUsesThePredecessorKeepsIt() {
        service.registry.server("billing", 864_000, null, READ, WRITE);
        var dave = member("i-dave");
        var first = dave.connect("E".repeat(22), 1001, READ);
        var second = dave.connect("E".repeat(22), 1002, READ);
        service.clock.advance(Duration.ofMinutes(5));
        assertThat(dave.refresh(first.text("/refresh_token")).status()).isEqualTo(200);
        service.clock.advance(Duration.ofDays(2));
        supersede(connection(first));
        assertThat(history(connection(first))).containsExactly("ConnectionAuthorized", "ConnectionSucceeded", "ConnectionUsed");
        assertThat(dave.refresh(second.text("/refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void aBrowserWithoutACookieGetsOne() {
        var answer = member("i-erin").authorize();
        assertThat(answer.header("Set-Cookie")).startsWith("countersign-browser=").contains("HttpOnly").contains("SameSite=Lax")
                .contains("Secure").contains("Path=/o/acme/oauth2/authorize");
    }
}
