package io.countersign.consent.leaver;

import io.countersign.consent.directory.Directory;
import io.countersign.consent.directory.Directory.Signal;
import io.countersign.consent.directory.Directory.Standing;
import io.countersign.consent.directory.Membership;
import io.countersign.consent.member.Departures;
import io.countersign.events.command.Commands.Cause;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has the identity provider say how somebody stands now, and records what that changes. Whoever signalled has said nothing. */
@Component
class Judgement {
    private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);
    private static final Actor ACTOR = new Actor(Actor.Type.SYSTEM, "consent-service");

    private final Directory directory;
    private final Membership membership;
    private final Departures departures;
    private final Holders holders;
    private final Sightings sightings;
    private final MeterRegistry meters;

    Judgement(Directory directory, Membership membership, Departures departures, Holders holders, Sightings sightings,
            MeterRegistry meters) {
        this.directory = directory;
        this.membership = membership;
        this.departures = departures;
        this.holders = holders;
        this.sightings = sightings;
        this.meters = meters;
    }

    /** Judges everybody who is named, in each organization where they hold something, once. */
    void of(List<Signal> signals) {
        var byUser = signals.stream().filter(signal -> signal.userId() != null)
                .collect(Collectors.groupingBy(signal -> Objects.requireNonNull(signal.userId())));
        byUser.forEach((userId, about) -> {
            var takenOutOf = about.stream().map(Signal::keycloakOrganizationId).filter(Objects::nonNull).collect(Collectors.toSet());
            var cause = "keycloak-admin-event:" + about.getLast().id();
            holders.organizationsOf(userId).forEach(organizationId -> judge(organizationId, userId, takenOutOf, cause));
        });
    }

    private void judge(String organizationId, String userId, Set<String> takenOutOf, String cause) {
        membership.keycloakOrganization(organizationId).ifPresent(keycloak -> {
            var standing = directory.standing(keycloak, userId);
            if (standing != Standing.STRANGER || takenOutOf.contains(keycloak) || holders.belonged(organizationId, userId)) {
                record(organizationId, userId, standing, cause);
            }
        });
    }

    /** @param cause what made somebody ask */
    void record(String organizationId, String userId, Standing standing, String cause) {
        var correlation = CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId();
        if (departures.record(organizationId, userId, standing, new Cause(ACTOR, organizationId, cause, correlation, null))) {
            LOG.info("{} of {} is {} at the identity provider, as {} had us ask", userId, organizationId, standing, cause);
            meters.counter("countersign.leavers.recorded", "standing", standing.name()).increment();
        }
        if (standing != Standing.MEMBER && standing != Standing.UNTOLD) {
            sightings.forget(organizationId, userId);
        }
    }
}
