package io.countersign.consent.decision;

import io.countersign.consent.answer.KeyFacts;
import io.countersign.consent.contract.AccessFact;
import io.countersign.access.AccessKeys;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** {@code consent:<consentId>}. */
@Component
class ConsentKeyFacts implements KeyFacts {
    private final Consents consents;

    ConsentKeyFacts(Consents consents) {
        this.consents = consents;
    }

    @Override
    public Stream<AccessFact> of(String key) {
        var id = AccessKeys.name(key);
        return key.equals(AccessKeys.consent(id)) ? Stream.of(fact(id)) : Stream.empty();
    }

    private AccessFact fact(String consentId) {
        var found = consents.find(consentId);
        var entry = found.state().entry(consentId, Math.max(found.version(), 0));
        return new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version());
    }
}
