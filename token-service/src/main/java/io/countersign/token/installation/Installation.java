package io.countersign.token.installation;

import io.countersign.token.contract.InstallationEvent;
import io.countersign.token.contract.InstallationEvent.InstallationConnected;
import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;

/** Remembers the connections of one installation; two authorizations of it at the same moment come one after the other. */
@Aggregate
class Installation {
    @SuppressWarnings("UnusedVariable") // read by Axon
    @AggregateIdentifier
    private String installationId;

    void connected(String id, String connectionId, Instant now) {
        AggregateLifecycle.apply(new InstallationConnected(id, connectionId, now));
    }

    @EventSourcingHandler
    void on(InstallationEvent event) {
        installationId = event.installationId();
    }
}
