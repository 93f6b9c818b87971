package io.countersign.token.bulk;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.hash.Sha256;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.Selector;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What a selector stands for now, among the connections that its caller may end (C26). */
@Component
class BulkTargets {
    /** Connections of one operation (C20). */
    static final int MOST = 10_000;
    private final View<ConnectionOverview> connections;
    private final ConnectionRights rights;
    private final Clock clock;

    BulkTargets(Views views, ConnectionRights rights, Clock clock) {
        this.connections = views.of(ConnectionOverview.class);
        this.rights = rights;
        this.clock = clock;
    }

    /**
     * Newest first. Without a wish for another status these are the ones that the action changes.
     *
     * @throws Problem 422 {@code too_many_targets} beyond {@value #MOST}
     */
    List<Row<ConnectionOverview>> of(Passport caller, String organizationId, Action action, Selector selector) {
        var rows = connections.all(Criteria.and(rights.endable(caller, organizationId), criteria(selector), status(action, selector)))
                .limit(MOST + 1).toList();
        if (rows.size() > MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "too_many_targets",
                    "More than " + MOST + " connections are meant; narrow the selector.");
        }
        return rows;
    }

    /** The same for the same connections, whatever their order: what was shown can be compared with what is about to happen. */
    static String digest(List<String> connectionIds) {
        return Sha256.hex(connectionIds.stream().sorted().map(id -> id + "\n").collect(Collectors.joining()));
    }

    private static Criteria criteria(Selector selector) {
        return Criteria.and(Listing.is("parties.clientId", selector.clientId()), Listing.is("parties.serverId", selector.serverId()),
                Listing.is("parties.projectId", selector.projectId()),
                selector.memberId() == null
                        ? Criteria.everything()
                        : Criteria.and(Criteria.equal("parties.subjectType", SubjectType.MEMBER.name()),
                                Criteria.equal("parties.subjectId", selector.memberId())));
    }

    private Criteria status(Action action, Selector selector) {
        var now = clock.instant();
        if (selector.status() != null) {
            return ConnectionOverview.is(selector.status().name(), now);
        }
        return switch (action) {
            case REVOKE -> Criteria.or(ConnectionOverview.is("ACTIVE", now), ConnectionOverview.is("EXPIRED", now));
            case DELETE -> Criteria.or(ConnectionOverview.is("EXPIRED", now), ConnectionOverview.is("REVOKED", now));
        };
    }
}
