package io.countersign.token.connection;

import io.countersign.web.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The rule's refusals as problems of the native API. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConnectionRefusals {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ConnectionRefused refused) {
        var problem = switch (refused.reason()) {
            case UNKNOWN -> Problem.notFound().body();
            case ENDED -> Problem.detail(HttpStatus.CONFLICT, "already_terminal", "The connection has ended.");
            case NOT_EXPIRED -> Problem.detail(HttpStatus.CONFLICT, "not_expired", "The connection has not expired.");
            case STILL_ACTIVE -> Problem.detail(HttpStatus.CONFLICT, "still_active", "Revoke the connection before deleting it.");
        };
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
