package io.countersign.consent.member.overview;

import io.countersign.consent.decision.overview.ConsentHolders;
import io.countersign.consent.decision.overview.HeldConsent;
import io.countersign.consent.member.overview.LeaverReport.Agreed;
import java.util.stream.Stream;
import io.countersign.consent.decision.overview.KnownNames;
import io.countersign.consent.member.overview.LeaverReport.Reached;
import io.countersign.events.command.Receipt;
import io.countersign.token.contract.HeldConnection;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Composes a {@link LeaverReport} of what the owners of each part know now; a part that does not answer makes it 503, never shorter. */
@Component
class LeaverReports {
    private static final Set<String> GONE = Set.of("LEFT", "SUSPENDED");
    private final MemberList members;
    private final MemberHoldings others;
    private final KnownNames names;
    private final ConsentHolders consents;
    private final Clock clock;

    LeaverReports(MemberList members, MemberHoldings others, KnownNames names, ConsentHolders consents, Clock clock) {
        this.members = members;
        this.others = others;
        this.names = names;
        this.consents = consents;
        this.clock = clock;
    }

    /** Empty where the member neither left nor is suspended. */
    Optional<LeaverReport> of(String organizationId, String userId, Optional<Receipt> after) {
        return members.one(organizationId, userId, after).filter(member -> GONE.contains(member.status()))
                .map(member -> report(organizationId, member));
    }

    private LeaverReport report(String organizationId, Member member) {
        var held = others.held(organizationId, member.userId());
        var agreed = consents.consentsOf(organizationId, member.userId());
        var clients = names
                .ofClients(Stream.concat(held.stream().map(HeldConnection::clientId), agreed.stream().map(HeldConsent::clientId)));
        var servers = names
                .ofServers(Stream.concat(held.stream().map(HeldConnection::serverId), agreed.stream().map(HeldConsent::serverId)));
        var rest = others.holdings(organizationId, member.userId());
        var known = member.changedAt();
        var usedSince = (known == null ? clock.instant() : known).minus(LeaverReport.USE);
        return new LeaverReport(member.userId(), member.name(), member.status(), known, usedSince,
                held.stream().map(each -> Reached.of(each, usedSince, clients, servers)).toList(),
                agreed.stream().map(each -> Agreed.of(each, known, clients, servers)).toList(), rest.roles(), rest.keys(),
                rest.clients(),
                rest.owners());
    }
}
