package io.countersign.token.bulk;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.Streams;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationStarted;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may see and stop which operations: owners and auditors see all, everybody their own; auditors stop none but their own. */
@Component
class BulkOperationRights {
    private final Streams streams;
    private final ConnectionRights connections;
    private final View<ConnectionOverview> rows;

    BulkOperationRights(Streams streams, ConnectionRights connections, Views views) {
        this.streams = streams;
        this.connections = connections;
        this.rows = views.of(ConnectionOverview.class);
    }

    Criteria visible(Passport caller, String organizationId) {
        return caller.has("auditor") ? all(organizationId) : steered(caller, organizationId);
    }

    private static Criteria steered(Passport caller, String organizationId) {
        return caller.has("owner")
                ? all(organizationId)
                : Criteria.and(all(organizationId), Criteria.equal("startedBy.type", caller.actor().type().name()),
                        Criteria.equal("startedBy.id", caller.actor().id()));
    }

    private static Criteria all(String organizationId) {
        return Criteria.equal("organizationId", organizationId);
    }

    /** @throws Problem when there is no such operation for the caller */
    void requireVisible(Passport caller, String organizationId, String operationId) {
        if (!visible(caller, organizationId).matches(begun(operationId))) {
            throw Problem.notFound();
        }
    }

    /** @throws Problem when there is no such operation for the caller, or the caller may look at it only */
    void requireSteered(Passport caller, String organizationId, String operationId) {
        requireVisible(caller, organizationId, operationId);
        if (!steered(caller, organizationId).matches(begun(operationId))) {
            throw Problem.forbidden();
        }
    }

    private Begun begun(String operationId) {
        return streams.load(operationId, Begun.NOT, Begun::of).state();
    }

    /**
     * Whoever has the rest of an operation worked off is asked for the right of today, not for that of its beginning.
     *
     * @throws Problem 403 when one of the connections is not the caller's to end
     */
    void requireEndable(Passport caller, String organizationId, Collection<String> connectionIds) {
        var endable = connections.endable(caller, organizationId);
        if (!rows.findAll(connectionIds).stream().allMatch(row -> endable.matches(row.value()))) {
            throw Problem.forbidden();
        }
    }

    /** Who began an operation, as the log has it. */
    private record Begun(@Nullable String organizationId, @Nullable Actor startedBy) {
        static final Begun NOT = new Begun(null, null);

        static Begun of(Begun known, Recorded<?> recorded) {
            return recorded.event() instanceof BulkOperationStarted e ? new Begun(e.organizationId(), recorded.actor()) : known;
        }
    }
}
