package io.countersign.token.login;

import io.countersign.token.contract.LoginEvent;
import io.countersign.token.contract.LoginEvent.FreshLoginDemanded;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;

/** What is demanded of one person's login with one client; only the last demand counts. */
@Aggregate
class LoginDemand {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String demandId;

    void demand(FreshLoginDemanded demanded) {
        AggregateLifecycle.apply(demanded);
    }

    @EventSourcingHandler
    void on(LoginEvent event) {
        demandId = event.demandId();
    }
}
