package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Consents as the log has them now. */
@Component
public class Consents {
    private final Streams streams;
    private final ConsentRequests requests;

    Consents(Streams streams, ConsentRequests requests) {
        this.streams = streams;
        this.requests = requests;
    }

    /** A consent nobody was ever asked for has no events; its version is then -1. */
    public Loaded<ConsentState> find(String consentId) {
        return streams.load(consentId, ConsentState.initial(), ConsentEvent.class);
    }

    /** Empty while nobody answered. */
    public Optional<Decided> decided(String requestId) {
        return requests.answered(requestId)
                .map(answered -> new Decided(answered.consentId(), answered.outcome(), fold(answered.consentId(), requestId)));
    }

    private DecisionFold fold(String consentId, String requestId) {
        return streams.load(consentId, DecisionFold.of(requestId), DecisionFold::next).state();
    }

    /** How a request was answered, and what became of it since. */
    public record Decided(String consentId, ConsentOutcome outcome, DecisionFold fold) {
    }
}
