package io.countersign.token.code;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.events.command.RuledAggregate;
import io.countersign.token.contract.AuthorizationCodeEvent;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link CodeState} to its stream. */
@Aggregate
class AuthorizationCode extends RuledAggregate<AuthorizationCodeEvent, CodeState> {
    AuthorizationCode() {
        super(CodeState.absent());
    }

    /** Opens the stream of a code that was just created. */
    record IssueCode(@TargetAggregateIdentifier String codeId, AuthorizationCodeIssued facts) {
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(IssueCode command) {
        apply(command.codeId(), state() instanceof CodeState.Absent ? List.of(command.facts()) : List.of());
    }

    CodeState known() {
        return state();
    }

    void redeem(String codeId, String connectionId, Instant now) {
        apply(codeId, state().redeem(codeId, connectionId, now));
    }

    void replay(String codeId, Instant now) {
        apply(codeId, state().replay(codeId, now));
    }
}
