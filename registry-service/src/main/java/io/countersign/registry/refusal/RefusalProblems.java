package io.countersign.registry.refusal;

import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** RFC 9457 for each reason the registry refuses for. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalProblems {
    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refused refused) {
        return problem(refused, String.valueOf(refused.getMessage())).answer();
    }

    private static Problem problem(Refused refused, String detail) {
        return switch (refused.reason()) {
            case INVALID -> new ValidationFailed(
                    refused.fields().stream().map(field -> new ValidationFailed.Invalid(field.field(), field.message())).toList());
            case UNKNOWN -> Problem.notFound();
            case FORBIDDEN -> Problem.forbidden();
            case NAME_MISMATCH -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "name_mismatch", detail);
            case TOO_MANY -> new Problem(HttpStatus.TOO_MANY_REQUESTS, "quota_exceeded", detail);
            case SSRF_BLOCKED -> new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "ssrf_blocked", detail);
            case RENEWAL_REQUIRED -> new Problem(HttpStatus.CONFLICT, "renewal_required", detail);
            case OWNER_REQUIRED -> new Problem(HttpStatus.FORBIDDEN, "owner_required", detail);
            case ALREADY_TERMINAL -> new Problem(HttpStatus.CONFLICT, "already_terminal", detail);
            case KEY_SUSPENDED -> new Problem(HttpStatus.CONFLICT, "key_suspended", detail);
            case ALREADY_EXISTS -> new Problem(HttpStatus.CONFLICT, "already_exists", detail);
            case HAS_OWNERS -> new Problem(HttpStatus.CONFLICT, "has_owners", detail);
            case CLIENT_UNKNOWN -> new Problem(HttpStatus.NOT_FOUND, "client_unknown", detail);
            case RESOURCE_UNKNOWN -> new Problem(HttpStatus.NOT_FOUND, "resource_unknown", detail);
            case UNKNOWN_CLIENTS_CLOSED -> new Problem(HttpStatus.NOT_FOUND, "unknown_clients_closed", detail);
            case APPROVAL_REQUIRED -> new Problem(HttpStatus.NOT_FOUND, "approval_required", detail);
            case APPROVAL_PENDING -> new Problem(HttpStatus.NOT_FOUND, "approval_pending", detail);
            case APPROVAL_REJECTED -> new Problem(HttpStatus.NOT_FOUND, "approval_rejected", detail);
            case CLIENT_METADATA_REFUSED -> new Problem(HttpStatus.NOT_FOUND, "client_metadata_refused", detail);
            case KEYS_UNAVAILABLE -> new Problem(HttpStatus.SERVICE_UNAVAILABLE, "keys_unavailable", detail);
            case CLIENT_NOT_BOUND -> new Problem(HttpStatus.NOT_FOUND, "client_not_bound", detail);
        };
    }
}
