package io.countersign.token.cutoff;

import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.access.AccessKeys;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * When a member's access is switched off, or the member leaves, the member's connections have to end (MG-05, MG-06); when a consent is
 * withdrawn or reduced, those that rest on it.
 */
@Component
class WhenMemberLosesAccessThenBeginCutoff implements Automation {
    private final EventCatalog consents;

    WhenMemberLosesAccessThenBeginCutoff(@Qualifier("consentEvents") EventCatalog consents) {
        this.consents = consents;
    }

    @Override
    public String name() {
        return "when-member-loses-access-then-begin-cutoff";
    }

    @Override
    public EventCatalog source() {
        return consents;
    }

    @Override
    public List<Object> when(Recorded<?> recorded) {
        return switch (recorded.event()) {
            case McpAccessDisabled e -> begin(e, ReasonCode.ACCESS_DISABLED, recorded);
            case MemberLeftOrganization e -> begin(e, ReasonCode.LEAVER, recorded);
            case ConsentWithdrawn e -> List.of(BeginCutoff.of(AccessKeys.consent(e.consentId()), recorded.sequence(),
                    ReasonCode.CONSENT_WITHDRAWN, recorded.id()));
            case ConsentReduced e -> List.of(BeginCutoff.of(AccessKeys.consent(e.consentId()), recorded.sequence(),
                    ReasonCode.CONSENT_REDUCED, recorded.id()));
            default -> List.of();
        };
    }

    /** Epochs of members count from 1: the first event of the stream may be the one that cuts. */
    private static List<Object> begin(MemberAccessEvent event, ReasonCode reason, Recorded<?> cause) {
        return List.of(BeginCutoff.of(AccessKeys.member(event.organizationId(), event.userId()), cause.sequence() + 1, reason, cause.id()));
    }
}
