package io.countersign.token.bulk;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** What the rule of an operation does not allow, as the native API says it. */
final class BulkOperationRefused {
    private BulkOperationRefused() {
    }

    static Problem unknown() {
        return Problem.notFound();
    }

    static Problem finished() {
        return new Problem(HttpStatus.CONFLICT, "already_terminal", "Nothing of this operation is left to do.");
    }
}
