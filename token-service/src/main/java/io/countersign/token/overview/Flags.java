package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.directory.OrganizationPeople;
import io.countersign.token.directory.People;
import io.countersign.token.naming.ClientName;
import io.countersign.token.naming.Names;
import io.countersign.token.settings.OrganizationPolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * When an active connection has which flag: a question to {@link UsedConnection}, the same for the index and for the row at hand. Nothing of
 * it is stored, so a flag comes and goes at its instant, and one that rests on the directory is nobody's while that is silent.
 */
@Component
class Flags {
    private final OrganizationPolicies policies;
    private final Names names;
    private final People people;

    Flags(OrganizationPolicies policies, Names names, People people) {
        this.policies = policies;
        this.names = names;
        this.people = people;
    }

    /** All of them in one organization at one moment. */
    Map<Flag, Criteria> at(String organizationId, Instant now) {
        var members = people.of(organizationId);
        var times = policies.of(organizationId).flags();
        var rules = new EnumMap<Flag, Criteria>(Flag.class);
        for (var flag : Flag.values()) {
            rules.put(flag, switch (flag) {
                case DORMANT -> since("quietSince", now, times.dormantDays());
                case NEVER_USED -> Criteria.and(since("life.authorizedAt", now, times.neverUsedDays()),
                        Criteria.not(Criteria.between("calledAt", Instant.EPOCH, null)));
                case EXPIRING_SOON -> Criteria.atMost("endsAtMillis", now.plus(Duration.ofDays(times.expiresSoonDays())).toEpochMilli());
                case ORPHANED -> members.whole()
                        ? Criteria.and(Criteria.equal("parties.subjectType", SubjectType.MEMBER.name()),
                                Criteria.not(Criteria.in("parties.subjectId", members.ids())))
                        : Criteria.nothing();
                case OWNERLESS_CLIENT -> Criteria.in("parties.clientId",
                        names.clients(organizationId).ids((_, client) -> ownerless(client, members)));
                case SCOPE_CREEP -> since("scopeIdleSince", now, times.scopeUnusedDays());
            });
        }
        return rules;
    }

    private static boolean ownerless(ClientName client, OrganizationPeople members) {
        var owner = client.registeredBy();
        return owner == null || members.left(owner);
    }

    /** A time that is as many days ago, or longer. */
    private static Criteria since(String field, Instant now, int daysAgo) {
        return Criteria.between(field, null, now.minus(Duration.ofDays(daysAgo)).plusNanos(1));
    }
}
