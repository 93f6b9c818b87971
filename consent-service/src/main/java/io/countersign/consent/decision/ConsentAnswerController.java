package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentDecisionAnswer;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.consent.contract.ConsentResolution;
import io.countersign.web.problem.Problem;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on consents, for passports of services only, from the log. */
@RestController
class ConsentAnswerController {
    private final Consents consents;
    private final Coverage coverage;

    ConsentAnswerController(Consents consents, Coverage coverage) {
        this.consents = consents;
        this.coverage = coverage;
    }

    @PostMapping("/internal/consents:resolve")
    ConsentResolution resolve(@RequestBody ConsentQuestion question) {
        return coverage.of(question);
    }

    @GetMapping("/internal/consents/decisions/{requestId}")
    ConsentDecisionAnswer decision(@PathVariable String requestId) {
        var decided = consents.decided(requestId)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "not_decided", "Nobody answered this request."));
        return decided.fold().standing().map(granted -> granted(requestId, granted, decided.fold()))
                .orElseGet(() -> new ConsentDecisionAnswer(requestId, "DENIED", decided.consentId(), 0, decided.fold().cutSoFar(), 0,
                        List.of(), null, null));
    }

    private static ConsentDecisionAnswer granted(String requestId, ConsentGranted granted, DecisionFold fold) {
        return new ConsentDecisionAnswer(requestId, "GRANTED", granted.consentId(), granted.version(), fold.epoch(), granted.memberEpoch(),
                List.copyOf(granted.grantedScopes()), granted.basis(), fold.eventId());
    }
}
