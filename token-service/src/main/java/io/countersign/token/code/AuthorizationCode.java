package io.countersign.token.code;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.Decision;
import io.countersign.token.contract.AuthorizationCodeEvent;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link CodeState} to its stream. */
@Aggregate
class AuthorizationCode {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String codeId;
    private CodeState state = CodeState.absent();

    /** Opens the stream of a code that was just made. */
    record IssueCode(@TargetAggregateIdentifier String codeId, AuthorizationCodeIssued facts) {
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(IssueCode command) {
        Decision.apply(state, state instanceof CodeState.Absent ? List.of(command.facts()) : List.of());
    }

    CodeState state() {
        return state;
    }

    void redeem(String connectionId, Instant now) {
        Decision.apply(state, state.redeem(codeId, connectionId, now));
    }

    void replay(Instant now) {
        Decision.apply(state, state.replay(codeId, now));
    }

    @EventSourcingHandler
    void on(AuthorizationCodeEvent event, @SequenceNumber long sequence) {
        codeId = event.codeId();
        state = state.evolve(event, sequence);
    }
}
