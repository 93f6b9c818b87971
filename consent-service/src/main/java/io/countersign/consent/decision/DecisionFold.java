package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentEvent.ConsentAbandoned;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.events.log.Recorded;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one consent's stream says about one request.
 *
 * @param granted  what was granted for it, while that stands; null where nothing was, or where the consent was withdrawn or reduced since
 * @param epoch    the consent's epoch when it was granted
 * @param cutSoFar the consent's epoch now
 * @param eventId  of what was granted
 */
record DecisionFold(String requestId, @Nullable ConsentGranted granted, long epoch, long cutSoFar, @Nullable String eventId) {

    static DecisionFold of(String requestId) {
        return new DecisionFold(requestId, null, 0, 0, null);
    }

    /** What was granted, unless the consent was withdrawn or reduced since. */
    public Optional<ConsentGranted> standing() {
        return Optional.ofNullable(granted);
    }

    DecisionFold next(Recorded<?> recorded) {
        return recorded.event() instanceof ConsentEvent event ? evolve(event, recorded.sequence(), recorded.id()) : this;
    }

    DecisionFold evolve(ConsentEvent event, long sequence, String id) {
        return switch (event) {
            case ConsentGranted e -> e.requestId().equals(requestId) ? new DecisionFold(requestId, e, cutSoFar, cutSoFar, id) : this;
            case ConsentWithdrawn _,ConsentReduced _ -> new DecisionFold(requestId, null, epoch, sequence, null);
            case ConsentDenied e -> this;
            case ConsentAbandoned e -> this;
        };
    }
}
