package io.countersign.token.issuance;

import io.countersign.token.contract.EndingAnswer;
import io.countersign.token.contract.EndingsQuestion;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers, to services, how a machine client's access to a server ended. */
@RestController
class EndingsController {
    private final Endings endings;

    EndingsController(Endings endings) {
        this.endings = endings;
    }

    @PostMapping("/internal/connections/endings")
    List<EndingAnswer> endings(@RequestBody EndingsQuestion question) {
        return question.bindingSequences().stream()
                .map(sequence -> endings.of(question.clientId(), question.serverId(), sequence)).flatMap(Optional::stream)
                .map(ending -> new EndingAnswer(ending.connectionId(), ending.reasonCode(), ending.epochs())).toList();
    }
}
