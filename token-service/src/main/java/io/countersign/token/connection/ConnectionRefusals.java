package io.countersign.token.connection;

import io.countersign.web.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The rule's refusals as problems of the native API. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ConnectionRefusals {
    @ExceptionHandler
    ResponseEntity<byte[]> refused(ConnectionRefused refused) {
        return problem(refused).answer();
    }

    /** What the native API says of a refusal. */
    public static Problem problem(ConnectionRefused refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> Problem.notFound();
            case ENDED -> new Problem(HttpStatus.CONFLICT, "already_terminal", "The connection has ended.");
            case NOT_EXPIRED -> new Problem(HttpStatus.CONFLICT, "not_expired", "The connection has not expired.");
            case STILL_ACTIVE -> new Problem(HttpStatus.CONFLICT, "still_active", "Revoke the connection before deleting it.");
            case NO_CONSENT -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed",
                    "withdrawConsent: a machine client's connection rests on no consent.");
            case NO_LOGIN -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed",
                    "reasonCode: FORCE_REAUTH demands a person's login, and a machine client has none.");
        };
    }
}
