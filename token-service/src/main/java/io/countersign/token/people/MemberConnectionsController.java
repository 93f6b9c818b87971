package io.countersign.token.people;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.token.contract.HeldConnection;
import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MembersQuestion;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.web.problem.ValidationFailed;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What members hold, for passports of services only; one indexed read for a page of them, in constant memory for each. */
@RestController
class MemberConnectionsController {
    private final View<ConnectionOverview> connections;
    private final Clock clock;

    MemberConnectionsController(Views views, Clock clock) {
        this.connections = views.of(ConnectionOverview.class);
        this.clock = clock;
    }

    @PostMapping("/internal/organizations/{organizationId}/members/connections")
    List<MemberConnections> of(@PathVariable String organizationId, @RequestBody MembersQuestion question) {
        if (question.userIds().size() > MembersQuestion.MOST) {
            throw new ValidationFailed("userIds", "must be at most " + MembersQuestion.MOST);
        }
        var now = clock.instant();
        var tallies = new TreeMap<String, Tally>();
        connections.all(Criteria.and(Criteria.in("parties.subjectId", Set.copyOf(question.userIds())), within(organizationId)))
                .forEach(row -> tallies.computeIfAbsent(row.value().parties().subjectId(), Tally::new).add(row.value(), now));
        return tallies.values().stream().map(Tally::answer).toList();
    }

    @GetMapping("/internal/organizations/{organizationId}/members/{userId}/connections")
    List<HeldConnection> of(@PathVariable String organizationId, @PathVariable String userId) {
        var now = clock.instant();
        return connections.all(Criteria.and(Criteria.equal("parties.subjectId", userId), within(organizationId)))
                .limit(HeldConnection.MOST).map(row -> held(row.aggregateId(), row.value(), Tally.status(row.value(), now))).toList();
    }

    private static Criteria within(String organizationId) {
        return Criteria.and(Criteria.equal("parties.organizationId", organizationId), Criteria.equal("parties.subjectType", "MEMBER"));
    }

    private static HeldConnection held(String id, ConnectionOverview value, String status) {
        var end = value.end();
        var enforced = value.enforcement();
        return new HeldConnection(id, value.parties().clientId(), value.parties().serverId(), value.life().terms().scopes(), status,
                value.life().authorizedAt(), value.life().lastUsedAt(), end == null ? null : end.at(),
                end == null ? null : end.reasonCode(),
                enforced == null ? null : enforced.at(), enforced == null ? null : enforced.lagMillis());
    }
}
