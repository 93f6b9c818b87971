package io.countersign.web.owner;

import io.countersign.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on its keys, for passports of services only, as everything under {@code /internal}. */
@RestController
final class OwnerAccessController {
    private final OwnedKeys own;

    OwnerAccessController(OwnedKeys own) {
        this.own = own;
    }

    @PostMapping("/internal/access")
    AccessAnswer access(@RequestBody AccessQuestion question) {
        if (question.keys().size() > AccessQuestion.MAX) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", "At most " + AccessQuestion.MAX + " keys at a time.");
        }
        return own.answer(question.keys());
    }
}
