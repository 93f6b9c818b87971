package io.countersign.token.failedauthentication;

import io.countersign.access.EventSourcedState;
import io.countersign.token.contract.ClientAuthenticationEvent;
import io.countersign.token.contract.ClientAuthenticationEvent.RepeatedAuthenticationFailuresDetected;
import io.countersign.token.failedauthentication.FindingCommand.DetectRepeatedFailures;
import java.time.Instant;
import java.util.List;

/** @param detected whether it is on record */
record FindingState(boolean detected) implements EventSourcedState<ClientAuthenticationEvent, FindingState> {
    static final FindingState NOTHING = new FindingState(false);

    List<ClientAuthenticationEvent> decide(FindingCommand command, Instant now) {
        return switch (command) {
            case DetectRepeatedFailures(var id, var client, var day, var failures) -> detected
                    ? List.of()
                    : List.of(new RepeatedAuthenticationFailuresDetected(id, client, day, failures, now));
        };
    }

    @Override
    public FindingState evolve(ClientAuthenticationEvent event, long sequence) {
        return switch (event) {
            case RepeatedAuthenticationFailuresDetected _ -> new FindingState(true);
        };
    }
}
