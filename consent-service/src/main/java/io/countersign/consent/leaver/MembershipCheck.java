package io.countersign.consent.leaver;

import io.countersign.consent.directory.Directory;
import io.countersign.consent.directory.Directory.Signal;
import io.countersign.consent.directory.Directory.MembershipStatus;
import io.countersign.consent.directory.Membership;
import io.countersign.consent.member.MembershipRecorder;
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
class MembershipCheck {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipCheck.class);
    private static final Actor ACTOR = new Actor(Actor.Type.SYSTEM, "consent-service");

    private final Directory directory;
    private final Membership membership;
    private final MembershipRecorder memberships;
    private final MembersWithAccess withAccess;
    private final SeenMembers seenMembers;
    private final LeaverProgress progress;
    private final MeterRegistry meters;

    MembershipCheck(Directory directory, Membership membership, MembershipRecorder memberships, MembersWithAccess withAccess,
            SeenMembers seenMembers, LeaverProgress progress, MeterRegistry meters) {
        this.directory = directory;
        this.membership = membership;
        this.memberships = memberships;
        this.withAccess = withAccess;
        this.seenMembers = seenMembers;
        this.progress = progress;
        this.meters = meters;
    }

    /** Judges everybody who is named, in each organization where they hold something, once. */
    void of(List<Signal> signals) {
        var byUser = signals.stream().filter(signal -> signal.userId() != null)
                .collect(Collectors.groupingBy(signal -> Objects.requireNonNull(signal.userId())));
        byUser.forEach((userId, about) -> {
            var takenOutOf = about.stream().map(Signal::keycloakOrganizationId).filter(Objects::nonNull).collect(Collectors.toSet());
            var cause = "keycloak-admin-event:" + about.getLast().id();
            withAccess.organizationsOf(userId).forEach(organizationId -> check(organizationId, userId, takenOutOf, cause));
        });
    }

    private void check(String organizationId, String userId, Set<String> takenOutOf, String cause) {
        membership.keycloakOrganization(organizationId).ifPresent(keycloak -> {
            var membershipStatus = directory.membershipStatus(keycloak, userId);
            if (membershipStatus != MembershipStatus.NON_MEMBER || takenOutOf.contains(keycloak)
                    || withAccess.belonged(organizationId, userId)) {
                recordOrCompare(organizationId, userId, membershipStatus, cause);
            }
        });
    }

    /** A leaver whom an owner has to confirm is found by a comparison that is due now. */
    private void recordOrCompare(String organizationId, String userId, MembershipStatus membershipStatus, String cause) {
        if (membershipStatus != MembershipStatus.MEMBER && membership.flagsLeavers(organizationId)) {
            progress.demandComparison(organizationId);
        } else {
            record(organizationId, userId, membershipStatus, cause);
        }
    }

    /** @param cause what made somebody ask */
    void record(String organizationId, String userId, MembershipStatus membershipStatus, String cause) {
        var correlation = CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId();
        if (memberships.record(organizationId, userId, membershipStatus, new Cause(ACTOR, organizationId, cause, correlation, null))) {
            LOG.info("{} of {} is {} at the identity provider, as {} had us ask", userId, organizationId, membershipStatus, cause);
            meters.counter("countersign.leavers.recorded", "status", membershipStatus.name()).increment();
        }
        if (membershipStatus != MembershipStatus.MEMBER && membershipStatus != MembershipStatus.UNKNOWN_ORGANIZATION) {
            seenMembers.forget(organizationId, userId);
        }
    }
}
