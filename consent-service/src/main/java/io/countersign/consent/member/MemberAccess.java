package io.countersign.consent.member;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.member.MemberAccessCommand.DisableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.EnableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.RecordLeaver;
import io.countersign.consent.member.MemberAccessCommand.RecordRejoin;
import io.countersign.events.command.Decision;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;

/** Binds {@link MemberAccessState} to its stream. Every event changes the member's key. */
@Aggregate
class MemberAccess {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private String memberAccessId = "";
    private MemberAccessState state = MemberAccessState.initial();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(EnableMcpAccess command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(DisableMcpAccess command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RecordLeaver command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(RecordRejoin command) {
        decide(command);
    }

    private void decide(MemberAccessCommand command) {
        memberAccessId = command.memberAccessId();
        Decision.apply(state, state.decide(command));
    }

    @EventSourcingHandler
    void on(MemberAccessEvent event, @SequenceNumber long sequence) {
        memberAccessId = event.memberAccessId();
        state = state.evolve(event, sequence);
    }
}
