package io.countersign.consent.leaver;

import io.countersign.consent.directory.Directory;
import io.countersign.consent.directory.Directory.Person;
import io.countersign.consent.directory.Directory.MembershipStatus;
import io.countersign.consent.directory.DirectoryUnavailable;
import io.countersign.consent.directory.Membership;
import io.countersign.events.lease.HeldLease;
import io.countersign.events.lease.Leases.LeaseLost;
import io.countersign.web.peer.PeerUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares whoever holds something here with the identity provider, organization by organization, whether or not anything was signalled.
 * Whoever is missing from its list is asked about alone; a provider that does not answer ends nobody, and too many leavers at once wait for
 * an owner ({@link LeaverThreshold}), as all do where the owners want to confirm each.
 */
@Component
class MembershipReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipReconciliation.class);
    private static final String CAUSE = "comparison-with-the-identity-provider";

    private final Directory directory;
    private final Membership membership;
    private final MembersWithAccess holders;
    private final SeenMembers seenMembers;
    private final MembershipCheck membershipCheck;
    private final LeaverHolds leaverHolds;
    private final LeaverProgress progress;
    private final LeaverProperties settings;
    private final Clock clock;
    private final MeterRegistry meters;

    MembershipReconciliation(Directory directory, Membership membership, MembersWithAccess holders, SeenMembers seenMembers,
            MembershipCheck membershipCheck,
            LeaverHolds leaverHolds,
            LeaverProgress progress, LeaverProperties settings, Clock clock, MeterRegistry meters) {
        this.directory = directory;
        this.membership = membership;
        this.holders = holders;
        this.seenMembers = seenMembers;
        this.membershipCheck = membershipCheck;
        this.leaverHolds = leaverHolds;
        this.progress = progress;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** One round over all organizations. */
    void run(HeldLease lease) {
        try {
            holders.organizations().forEach(organizationId -> {
                lease.require();
                compareWhenDue(organizationId, lease);
            });
        } catch (DirectoryUnavailable | PeerUnavailable silent) {
            outcome("unavailable");
            LOG.info("Membership reconciliation is skipped: {}", silent.getMessage());
        } catch (LeaseLost elsewhere) {
            throw elsewhere;
        } catch (RuntimeException failure) {
            outcome("failed");
            throw failure;
        }
    }

    private void outcome(String outcome) {
        meters.counter("countersign.leavers.comparisons", "outcome", outcome).increment();
    }

    private void compareWhenDue(String organizationId, HeldLease lease) {
        var now = clock.instant();
        var demand = progress.demand(organizationId);
        if (demand == null && now.isBefore(progress.comparedAt(organizationId).plus(settings.reconcile()))) {
            return;
        }
        membership.keycloakOrganization(organizationId).ifPresent(keycloak -> compare(organizationId, keycloak, lease));
        progress.compared(organizationId, now, demand);
        outcome("done");
    }

    /** Everybody is asked about before anybody is ended: a provider that falls silent half way ends nobody. */
    private void compare(String organizationId, String keycloak, HeldLease lease) {
        var here = holders.of(organizationId);
        var members = Listed.of(directory.members(keycloak), here.all());
        var present = members.present();
        here.roleHolders().stream().filter(present::contains).filter(user -> !here.seen().contains(user))
                .forEach(user -> seenMembers.seen(organizationId, user));
        var leaving = leaving(keycloak, here, present, lease);
        end(organizationId, leaving, members.number());
        comeBack(organizationId, keycloak, here, present);
    }

    private SortedMap<String, MembershipStatus> leaving(String keycloak, MembersWithAccess.Of here, Set<String> present, HeldLease lease) {
        var leaving = new TreeMap<String, MembershipStatus>();
        for (var userId : new TreeSet<>(here.all())) {
            if (!present.contains(userId) && !here.ended(userId)) {
                lease.require();
                var membershipStatus = directory.membershipStatus(keycloak, userId);
                if (membershipStatus == MembershipStatus.DISABLED || membershipStatus == MembershipStatus.GONE
                        || (membershipStatus == MembershipStatus.NON_MEMBER && here.belonged(userId))) {
                    leaving.put(userId, membershipStatus);
                }
            }
        }
        return leaving;
    }

    private void end(String organizationId, SortedMap<String, MembershipStatus> leaving, int members) {
        var confirmed = leaverHolds.confirmed(organizationId);
        var others = new TreeSet<>(leaving.keySet());
        others.removeAll(confirmed);
        var tooMany = LeaverThreshold.holds(others.size(), members);
        var held = tooMany || (!others.isEmpty() && membership.flagsLeavers(organizationId));
        leaving.forEach((userId, membershipStatus) -> {
            if (!held || confirmed.contains(userId)) {
                membershipCheck.record(organizationId, userId, membershipStatus, CAUSE);
            }
        });
        if (tooMany) {
            LOG.error("{} of {} look as if they had left, of {} members: nobody of them is ended before an owner has looked", others.size(),
                    organizationId, members);
            meters.counter("countersign.leavers.held").increment();
        }
        if (held) {
            leaverHolds.hold(organizationId, others, members);
        } else {
            leaverHolds.settle(organizationId);
        }
    }

    /** Whoever was let in again is asked about alone, and so is who was only suspended and is listed no more. */
    private void comeBack(String organizationId, String keycloak, MembersWithAccess.Of here, Set<String> present) {
        here.switched().forEach((userId, status) -> {
            if ((here.ended(userId) && present.contains(userId)) || "SUSPENDED".equals(status)) {
                membershipCheck.record(organizationId, userId, directory.membershipStatus(keycloak, userId), CAUSE);
            }
        });
    }

    /**
     * What the provider's list says, of however many members.
     *
     * @param present those of it who hold something here and whom it lets in
     * @param number  of all
     */
    private record Listed(Set<String> present, int number) {
        static Listed of(Stream<Person> members, Set<String> holders) {
            var present = new HashSet<String>();
            var number = new AtomicInteger();
            members.forEach(member -> {
                number.incrementAndGet();
                if (member.enabled() && holders.contains(member.userId())) {
                    present.add(member.userId());
                }
            });
            return new Listed(present, number.get());
        }
    }
}
