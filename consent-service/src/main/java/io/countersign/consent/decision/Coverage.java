package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.consent.contract.ConsentResolution;
import io.countersign.consent.decision.ConsentState.Status;
import io.countersign.consent.member.Members;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Whether a recorded consent spares the page: all of it granted, not withdrawn, by a member who was not cut off since. What only the
 * organization granted counts while it decides in place of its members, and no longer; what was once taken back is not granted so again.
 */
@Component
class Coverage {
    private static final String WEB = "HTTPS";
    private final Consents consents;
    private final Members members;
    private final PolicyConsents policy;

    Coverage(Consents consents, Members members, PolicyConsents policy) {
        this.consents = consents;
        this.members = members;
        this.policy = policy;
    }

    /** @return after the organization has granted what it may, where it decides */
    ConsentResolution of(ConsentQuestion question) {
        var parties = new ConsentParties(question.organizationId(), question.userId(), question.clientId(), question.serverId());
        var member = members.access(question.organizationId(), question.userId());
        var known = resolution(question, parties, member.suspended(), member.epoch());
        var requestId = question.policyRequestId();
        if (known.covered() || requestId == null || member.suspended() || !question.redirectKind().equals(WEB)
                || consents.find(parties.consentId()).state().access().epoch() > 0) {
            return known;
        }
        policy.grant(parties, requestId, new TreeSet<>(question.scopes()), member.epoch(), question.metadataVersion());
        return resolution(question, parties, false, member.epoch());
    }

    private ConsentResolution resolution(ConsentQuestion question, ConsentParties parties, boolean suspended, long memberEpoch) {
        var consent = consents.find(parties.consentId()).state();
        var stands = !suspended && stands(consent, memberEpoch, question.metadataVersion());
        var asked = consent.asked();
        var byPerson = stands && asked != null && asked.containsAll(question.scopes());
        var byPolicy = stands && question.policyRequestId() != null && consent.scopes().containsAll(question.scopes());
        var epoch = consent.access().epoch();
        return question.redirectKind().equals(WEB) && (byPerson || byPolicy)
                ? new ConsentResolution(true, parties.consentId(), consent.version(), epoch, memberEpoch,
                        List.copyOf(new TreeSet<>(question.scopes())), byPerson ? ConsentBasis.EXPLICIT : ConsentBasis.POLICY, true)
                : new ConsentResolution(false, parties.consentId(), 0, epoch, memberEpoch, List.of(), null, stands && asked != null);
    }

    private static boolean stands(ConsentState consent, long memberEpoch, long metadataVersion) {
        return consent.status() == Status.GRANTED && consent.memberEpoch() == memberEpoch && consent.metadataVersion() == metadataVersion;
    }
}
