package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.decision.ConsentCommand.GrantConsent;
import io.countersign.consent.decision.ConsentCommand.Shown;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Records that an organization consented in place of its member (C14): there is a consent also where nobody was asked. */
@Component
class PolicyConsents {
    private static final Actor POLICY = new Actor(Actor.Type.SYSTEM, "consent-policy");
    private final Commands commands;

    PolicyConsents(Commands commands) {
        this.commands = commands;
    }

    /**
     * @param requestId   which is answered once
     * @param memberEpoch as it was before
     */
    void grant(ConsentParties parties, String requestId, SortedSet<String> scopes, long memberEpoch, long metadataVersion) {
        var correlation = CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId();
        commands.send(new GrantConsent(parties.consentId(), parties, requestId, scopes, new TreeSet<>(), ConsentBasis.POLICY, Shown.NOTHING,
                memberEpoch, metadataVersion), new Cause(POLICY, parties.organizationId(), null, correlation, null));
    }
}
