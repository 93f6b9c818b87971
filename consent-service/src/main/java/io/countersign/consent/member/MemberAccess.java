package io.countersign.consent.member;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.events.command.RuledAggregate;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link MemberAccessState} to its stream. Every event changes the member's key. */
@Aggregate
class MemberAccess extends RuledAggregate<MemberAccessEvent, MemberAccessState> {
    MemberAccess() {
        super(MemberAccessState.initial());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(MemberAccessCommand command) {
        apply(command.memberAccessId(), state().decide(command));
    }
}
