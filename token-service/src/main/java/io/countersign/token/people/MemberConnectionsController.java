package io.countersign.token.people;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.token.contract.HeldConnection;
import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MembersQuestion;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.usage.Usage;
import io.countersign.token.usage.UsageStore;
import io.countersign.web.api.PageRequest;
import io.countersign.web.problem.ValidationFailed;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What members hold, for passports of services only; one indexed read for a page of them, in constant memory for each. */
@RestController
class MemberConnectionsController {
    private final View<ConnectionOverview> connections;
    private final UsageStore usages;
    private final Clock clock;

    MemberConnectionsController(Views views, UsageStore usages, Clock clock) {
        this.usages = usages;
        this.connections = views.of(ConnectionOverview.class);
        this.clock = clock;
    }

    @PostMapping("/internal/organizations/{organizationId}/members/connections")
    List<MemberConnections> of(@PathVariable String organizationId, @RequestBody MembersQuestion question) {
        if (question.userIds().size() > MembersQuestion.MOST) {
            throw new ValidationFailed("userIds", "must be at most " + MembersQuestion.MOST);
        }
        var now = clock.instant();
        var tallies = new TreeMap<String, ConnectionTally>();
        withUsage(connections.all(Criteria.and(Criteria.in("parties.subjectId", Set.copyOf(question.userIds())), within(organizationId))))
                .forEach(used -> tallies.computeIfAbsent(used.value().parties().subjectId(), ConnectionTally::new)
                        .add(used.value(), used.usage(), now));
        return tallies.values().stream().map(ConnectionTally::answer).toList();
    }

    @GetMapping("/internal/organizations/{organizationId}/members/{userId}/connections")
    List<HeldConnection> of(@PathVariable String organizationId, @PathVariable String userId) {
        var now = clock.instant();
        return withUsage(connections.all(Criteria.and(Criteria.equal("parties.subjectId", userId), within(organizationId)))
                .limit(HeldConnection.MOST)).map(used -> held(used, ConnectionTally.status(used.value(), now))).toList();
    }

    /** Joined a page at a time. */
    private Stream<Used> withUsage(Stream<Row<ConnectionOverview>> rows) {
        return rows.gather(Gatherers.windowFixed(PageRequest.MAX_LIMIT)).flatMap(page -> {
            var found = usages.of(page.stream().map(Row::aggregateId).toList());
            return page.stream().map(row -> new Used(row.aggregateId(), row.value(), found.get(row.aggregateId())));
        });
    }

    private static Criteria within(String organizationId) {
        return Criteria.and(Criteria.equal("parties.organizationId", organizationId), Criteria.equal("parties.subjectType", "MEMBER"));
    }

    private static HeldConnection held(Used used, String status) {
        var value = used.value();
        var usage = used.usage();
        var end = value.end();
        var enforced = value.enforcement();
        var recorded = value.life().lastUsedAt();
        return new HeldConnection(used.id(), value.parties().clientId(), value.parties().serverId(), value.life().terms().scopes(), status,
                value.life().authorizedAt(), usage == null || usage.lastCalledAt().isBefore(recorded) ? recorded : usage.lastCalledAt(),
                usage == null ? 0 : usage.calls(), usage == null ? Collections.emptySortedMap() : usage.tools(),
                usage == null ? Collections.emptySortedMap() : usage.scopes(), end == null ? null : end.at(),
                end == null ? null : end.reasonCode(), enforced == null ? null : enforced.at(),
                enforced == null ? null : enforced.lagMillis());
    }

    private record Used(String id, ConnectionOverview value, @Nullable Usage usage) {
    }
}
