package io.countersign.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.decision.ConsentCommand.WithdrawConsent;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.web.passport.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Domain 2.6.6. */
class WhenConnectionRevokedThenWithdrawConsentTest {
    private final Automation policy = new WhenConnectionRevokedThenWithdrawConsent()
            .whenConnectionRevoked(EventCatalog.of("countersign.token", ConnectionEvent.class));

    private List<Object> when(ConnectionEvent.ReasonCode why, @Nullable String consentId) {
        return policy.when(new Recorded<>("/token-service/token/1", 40, "evt-1", "con-1", 3,
                new ConnectionRevoked("con-1", why, null, null, null, consentId, Instant.EPOCH), "org-1",
                new Actor(Actor.Type.MEMBER, "usr-1"), Instant.EPOCH, null, "trail"));
    }

    @Test
    void theConsentIsWithdrawnForTheReasonOfTheConnectionsEnd() {
        assertThat(when(ConnectionEvent.ReasonCode.SECURITY, "cns-1")).containsExactly(new WithdrawConsent("cns-1", ReasonCode.SECURITY));
        for (var why : ConnectionEvent.ReasonCode.values()) {
            assertThat(when(why, "cns-1")).hasSize(1);
        }
    }

    @Test
    void whoDidNotWishItLeavesTheConsentAlone() {
        assertThat(when(ConnectionEvent.ReasonCode.SECURITY, null)).isEmpty();
    }
}
