package io.countersign.token.retention;

import io.countersign.events.criteria.Criteria;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.settings.OrganizationPolicies;
import io.countersign.token.sweep.Sweeps;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes revoked connections once their organization keeps them no longer: one event each, on one replica, and what one sweep leaves the
 * next one finds. What expired stays, since it may be authorized again (EL-12).
 */
@Component
class EndedConnectionsSweeper {
    private final OrganizationPolicies policies;
    private final Sweeps sweeps;
    private final Clock clock;

    EndedConnectionsSweeper(OrganizationPolicies policies, Sweeps sweeps, Clock clock) {
        this.policies = policies;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.connections.retention-sweep:PT1H}", initialDelayString = "${countersign.connections.retention-sweep:PT1H}")
    void sweep() {
        policies.all().forEach(organization -> {
            var days = organization.value().settings().revokedKeptDays();
            if (days != null) {
                sweep(organization.aggregateId(), Duration.ofDays(days));
            }
        });
    }

    private void sweep(String organizationId, Duration kept) {
        sweeps.run("ended-connections-sweeper", ConnectionOverview.class,
                Criteria.and(Criteria.equal("parties.organizationId", organizationId), Criteria.equal("status", "REVOKED"),
                        Criteria.between("end.at", null, clock.instant().minus(kept))),
                row -> row.parties().organizationId(), id -> new DeleteConnection(id, ReasonCode.RETENTION));
    }
}
