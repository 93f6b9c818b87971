package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.consent.contract.ConsentResolution;
import io.countersign.consent.decision.ConsentState.Status;
import io.countersign.consent.member.Members;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Whether a recorded consent spares the page: all of it granted, not withdrawn, by a member who was not cut off since. */
@Component
class Coverage {
    private static final String WEB = "HTTPS";
    private final Consents consents;
    private final Members members;

    Coverage(Consents consents, Members members) {
        this.consents = consents;
        this.members = members;
    }

    ConsentResolution of(ConsentQuestion question) {
        var id = new ConsentParties(question.organizationId(), question.userId(), question.clientId(), question.serverId()).consentId();
        var member = members.access(question.organizationId(), question.userId());
        var consent = consents.find(id).state();
        var consented = !member.suspended() && stands(consent, member.epoch(), question.metadataVersion());
        var covered = consented && question.redirectKind().equals(WEB) && consent.scopes().containsAll(question.scopes());
        var epoch = consent.access().epoch();
        return covered
                ? new ConsentResolution(true, id, consent.version(), epoch, member.epoch(),
                        List.copyOf(new TreeSet<>(question.scopes())), ConsentBasis.EXPLICIT, true)
                : new ConsentResolution(false, id, 0, epoch, member.epoch(), List.of(), null, consented);
    }

    private static boolean stands(ConsentState consent, long memberEpoch, long metadataVersion) {
        return consent.status() == Status.GRANTED && consent.memberEpoch() == memberEpoch && consent.metadataVersion() == metadataVersion;
    }
}
