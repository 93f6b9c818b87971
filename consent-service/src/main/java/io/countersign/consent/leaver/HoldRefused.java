package io.countersign.consent.leaver;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Who was confirmed is not who waits. */
final class HoldRefused extends RuntimeException {
    HoldRefused() {
        super("This is not the set of leavers that waits.");
    }

    /** RFC 9457. */
    @RestControllerAdvice
    static class Problems {
        @ExceptionHandler
        ResponseEntity<byte[]> refused(HoldRefused refused) {
            return new Problem(HttpStatus.CONFLICT, "set_changed",
                    "This is not the set of leavers that waits: look at it again, and confirm what is shown.").answer();
        }
    }
}
