package io.countersign.consent.decision;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.web.owner.AccessOwner;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The owner's word on {@code consent:} keys; one that nobody ever gave is unknown. */
@Component
class ConsentKeys implements AccessOwner {
    private final Consents consents;

    ConsentKeys(Consents consents) {
        this.consents = consents;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("consent");
    }

    @Override
    public Optional<AccessEntry> find(String key) {
        var consentId = AccessKeys.name(key);
        var found = consents.find(consentId);
        return found.exists() ? Optional.of(found.state().entry(consentId, found.version())) : Optional.empty();
    }
}
