package io.countersign.token.cutoff;

import io.countersign.access.AccessKeys;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.events.automation.Automation;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** When a consent is withdrawn, the connections that rest on it have to end; the access feed has cut them off already. */
@Component
class WhenConsentWithdrawnThenBeginCutoff implements Automation {
    private final EventCatalog consents;

    WhenConsentWithdrawnThenBeginCutoff(@Qualifier("consentEvents") EventCatalog consents) {
        this.consents = consents;
    }

    @Override
    public String name() {
        return "when-consent-withdrawn-then-begin-cutoff";
    }

    @Override
    public EventCatalog source() {
        return consents;
    }

    /** The event's sequence is the epoch of the consent from then on. */
    @Override
    public List<Object> when(Recorded<?> recorded) {
        return recorded.event() instanceof ConsentWithdrawn e
                ? List.of(BeginCutoff.of(AccessKeys.consent(e.consentId()), recorded.sequence(), ReasonCode.CONSENT_WITHDRAWN, recorded.id()))
                : List.of();
    }
}
