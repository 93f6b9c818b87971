package io.countersign.token.personal;

import io.countersign.token.contract.PersonalTokenAnswer;
import io.countersign.token.contract.PersonalTokenQuestion;
import io.countersign.web.problem.Problem;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers, to gateways, what a token opens. */
@RestController
class PersonalTokenAnswerController {
    private final PersonalAccessTokens access;

    PersonalTokenAnswerController(PersonalAccessTokens access) {
        this.access = access;
    }

    @PostMapping("/internal/tokens/personal/resolve")
    PersonalTokenAnswer resolve(@RequestBody PersonalTokenQuestion question) {
        return access.resolve(question.token()).orElseThrow(Problem::notFound);
    }
}
