package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.search.Search;
import io.countersign.events.search.ValueCount;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.naming.ClientName;
import io.countersign.token.naming.Names;
import io.countersign.token.overview.OrganizationOverview.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which clients act for most people. */
@Component
class ClientReach {
    private static final int MOST = 8;
    private static final Duration NEW = Duration.ofDays(7);
    private static final Comparator<Reach> FIRST = Comparator.comparingLong(Reach::people).thenComparingLong(Reach::connections).reversed()
            .thenComparing(Reach::clientId);
    private final Names names;
    private final WaitingClients registered;

    ClientReach(Names names, WaitingClients registered) {
        this.names = names;
        this.registered = registered;
    }

    /** Nobody acts for more people than it has connections, so those that have fewer than the last one's people are not looked at. */
    List<Reach> of(String organizationId, TranslatedFilter listed, Search search, Instant now) {
        var active = listed.at(Status.ACTIVE, listed.all());
        var best = new ArrayList<Reach>();
        for (var each : byConnections(search.tally(active, "parties.clientId", ConnectionIndex.LAST_USED))) {
            if (best.size() == MOST && each.getValue().count() < best.getLast().people()) {
                break;
            }
            best.add(reach(organizationId, each.getKey(), each.getValue().count(), people(active, each.getKey(), search), now));
            best.sort(FIRST);
            if (best.size() > MOST) {
                best.removeLast();
            }
        }
        return List.copyOf(best);
    }

    private static List<Map.Entry<String, ValueCount>> byConnections(Map<String, ValueCount> clients) {
        return clients.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, ValueCount> each) -> each.getValue().count()).reversed()).toList();
    }

    private static int people(Criteria active, String clientId, Search search) {
        return search.tally(Criteria.and(active, Criteria.equal("parties.clientId", clientId),
                Criteria.equal("parties.subjectType", SubjectType.MEMBER.name())), "parties.subjectId", ConnectionIndex.LAST_USED).size();
    }

    private Reach reach(String organizationId, String clientId, long connections, int people, Instant now) {
        var name = names.clients(organizationId).find(clientId);
        return new Reach(clientId, name.map(ClientName::name).orElse(null), name.map(ClientName::registrationMethod).orElse(null), people,
                connections, registered.since(organizationId, clientId).filter(at -> !at.isBefore(now.minus(NEW))).isPresent());
    }
}
