package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentEvent.ConsentAbandoned;
import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentEvent.ConsentReduced;
import io.countersign.consent.contract.ConsentEvent.ConsentWithdrawn;
import io.countersign.access.AccessEntry;
import io.countersign.access.Folded;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one consent's stream says about one request.
 *
 * @param granted  what was granted for it, while that stands; null where nothing was, or where the consent was withdrawn or reduced since
 * @param epoch    the consent's epoch when it was granted
 * @param cutSoFar the consent's epoch now
 */
public record DecisionFold(String requestId, @Nullable ConsentGranted granted, long epoch,
        long cutSoFar) implements Folded<ConsentEvent, DecisionFold> {

    static DecisionFold of(String requestId) {
        return new DecisionFold(requestId, null, 0, 0);
    }

    /** What was granted, unless the consent was withdrawn or reduced since. */
    public Optional<ConsentGranted> standing() {
        return Optional.ofNullable(granted);
    }

    @Override
    public DecisionFold evolve(ConsentEvent event, long sequence) {
        return switch (event) {
            case ConsentGranted e -> e.requestId().equals(requestId) ? new DecisionFold(requestId, e, cutSoFar, cutSoFar) : this;
            case ConsentWithdrawn _,ConsentReduced _ -> new DecisionFold(requestId, null, epoch, sequence);
            case ConsentDenied e -> this;
            case ConsentAbandoned e -> this;
        };
    }

    @Override
    public List<AccessEntry> changedBy(ConsentEvent event, long sequence) {
        return List.of();
    }
}
