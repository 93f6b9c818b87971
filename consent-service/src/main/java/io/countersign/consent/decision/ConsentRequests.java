package io.countersign.consent.decision;

import io.countersign.consent.contract.ConsentOutcome;
import io.countersign.consent.contract.ConsentRequestEvent;
import io.countersign.consent.decision.ConsentCommand.Answer;
import io.countersign.consent.decision.RequestState.Answered;
import io.countersign.events.log.Streams;
import java.util.Optional;
import java.util.regex.Pattern;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Takes authorization requests within the consent's unit of work, so that decision and single use become true in one commit; of two
 * simultaneous takers one fails on the log's unique key, wherever it runs.
 */
@Component
class ConsentRequests {
    private static final Pattern ID = Pattern.compile("req-[A-Za-z0-9_-]{1,120}");
    private final Repository<ConsentRequest> requests;
    private final Streams streams;

    ConsentRequests(@Lazy Repository<ConsentRequest> requests, @Lazy Streams streams) {
        this.requests = requests;
        this.streams = streams;
    }

    /** @throws AlreadyAnswered when it is */
    void answer(Answer answer, ConsentOutcome outcome) {
        if (!ID.matcher(answer.requestId()).matches()) {
            throw new IllegalArgumentException("Not the id of a request");
        }
        try {
            requests.loadOrCreate(answer.requestId(), ConsentRequest::new).execute(request -> request.answer(answer.requestId(),
                    answer.consentId(), answer.parties().organizationId(), outcome));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<Answered> answered(String requestId) {
        return streams.load(requestId, RequestState.initial(), ConsentRequestEvent.class).as(Answered.class).map(Streams.Loaded::state);
    }
}
