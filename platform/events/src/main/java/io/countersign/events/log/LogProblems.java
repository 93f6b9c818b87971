package io.countersign.events.log;

import io.countersign.eventstore.EventLogException;
import io.countersign.web.problem.FailureProblems;
import io.countersign.web.problem.Problem;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What the caller learns when the event log did not acknowledge. */
final class LogProblems implements FailureProblems {
    private static final int DEEPEST = 10;

    @Override
    public Optional<Problem> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST)
                .filter(EventLogException.class::isInstance).map(EventLogException.class::cast).findFirst().map(LogProblems::problem);
    }

    private static Problem problem(EventLogException failure) {
        return switch (failure) {
            case EventLogException.Conflict ignored -> new Problem(HttpStatus.CONFLICT, "conflict",
                    "Someone else changed it at the same time; read it again.");
            case EventLogException.OutcomeUnknown ignored -> new Later("outcome_unknown",
                    "It is not known yet whether this took effect. Repeat it with the same Idempotency-Key.");
            case EventLogException.Overloaded ignored -> new Later("overloaded",
                    "The store takes nothing more at the moment; nothing was changed. Try again.");
            case EventLogException.Removed ignored -> new Problem(HttpStatus.GONE, "removed", "This is so old that it is no longer kept.");
            case EventLogException.EventTooLarge ignored -> new Problem(HttpStatus.CONTENT_TOO_LARGE, "content_too_large",
                    "The request is too large.");
        };
    }

    /** What may be repeated unchanged. */
    private static final class Later extends Problem {
        Later(String code, String detail) {
            super(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
        }

        @Override
        public HttpHeaders headers() {
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "1");
            return headers;
        }
    }
}
