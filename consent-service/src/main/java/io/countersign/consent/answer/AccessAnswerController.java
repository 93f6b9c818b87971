package io.countersign.consent.answer;

import io.countersign.consent.contract.AccessFact;
import io.countersign.consent.contract.AccessQuestion;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The owner's word on members' and consents' keys, for passports of services only, from the log. */
@RestController
class AccessAnswerController {
    private final List<KeyFacts> slices;

    AccessAnswerController(List<KeyFacts> slices) {
        this.slices = List.copyOf(slices);
    }

    /** Keys that are not this service's are passed over. */
    @PostMapping("/internal/access")
    List<AccessFact> access(@RequestBody AccessQuestion question) {
        return question.keys().stream().distinct().flatMap(key -> slices.stream().flatMap(slice -> slice.of(key))).toList();
    }
}
