package io.countersign.token.cutoff;

import io.countersign.events.consumer.DeadLetterStore;
import java.util.List;
import org.springframework.stereotype.Component;

/** The dead letters of the view of connections. */
@Component
class DeadLetteredConnections implements CutoffWork.Parked {
    private final DeadLetterStore letters;

    DeadLetteredConnections(DeadLetterStore letters) {
        this.letters = letters;
    }

    @Override
    public List<String> connections() {
        return letters.aggregates(CutoffWork.VIEW).stream().filter(id -> id.startsWith("con-")).toList();
    }
}
