package io.countersign.consent.member;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whom the identity provider does not let in cannot be given access until it does again. */
final class MemberLeft extends RuntimeException {
    private MemberLeft(String message) {
        super(message);
    }

    static MemberLeft left() {
        return new MemberLeft("This member left the organization.");
    }

    static MemberLeft suspended() {
        return new MemberLeft("The identity provider does not let this member in.");
    }

    /** RFC 9457. */
    @RestControllerAdvice
    static class Problems {
        @ExceptionHandler
        ResponseEntity<byte[]> left(MemberLeft left) {
            return new Problem(HttpStatus.CONFLICT, "already_terminal", String.valueOf(left.getMessage())).answer();
        }
    }
}
