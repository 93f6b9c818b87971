package io.countersign.consent.member;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Who left the organization cannot be given access until the identity provider knows the member again. */
final class MemberLeft extends RuntimeException {
    MemberLeft() {
        super("This member left the organization.");
    }

    /** RFC 9457. */
    @RestControllerAdvice
    static class Problems {
        @ExceptionHandler
        ResponseEntity<byte[]> left(MemberLeft left) {
            return new Problem(HttpStatus.CONFLICT, "already_terminal", "This member left the organization.").answer();
        }
    }
}
