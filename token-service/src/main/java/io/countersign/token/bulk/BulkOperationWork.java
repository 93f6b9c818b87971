package io.countersign.token.bulk;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.consumer.Failures;
import io.countersign.events.lease.HeldLease;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.token.OnBehalf;
import io.countersign.token.bulk.BulkOperationCommand.AdvanceBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.FinishBulkOperation;
import io.countersign.token.bulk.BulkOperationState.Status;
import io.countersign.token.bulk.Outcome.Kind;
import io.countersign.token.connection.ConnectionCommand;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionRefusals;
import io.countersign.token.connection.ConnectionRefused;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works off running operations, on one replica at a time, in the name of who began them. What became of a hundred connections is recorded
 * together; after a failure they are tried again, and the commit id of each, derived from the operation and the connection, has it end once.
 */
@Component
class BulkOperationWork {
    private static final Logger LOG = LoggerFactory.getLogger(BulkOperationWork.class);
    private static final int STEP = 100;
    private final View<BulkOperationOverview> operations;
    private final BulkOperations log;
    private final Commands commands;

    BulkOperationWork(Views views, BulkOperations log, Commands commands) {
        this.operations = views.of(BulkOperationOverview.class);
        this.log = log;
        this.commands = commands;
    }

    /** Whether there is anything to do at all. */
    boolean any() {
        return operations.all(BulkOperationOverview.RUNNING).findAny().isPresent();
    }

    /** One that cannot go on now does not hold up the others. */
    void round(HeldLease lease) {
        operations.all(BulkOperationOverview.RUNNING).forEach(row -> tryOne(row, lease));
    }

    private void tryOne(Row<BulkOperationOverview> row, HeldLease lease) {
        try {
            one(row, lease);
        } catch (RuntimeException notNow) {
            lease.require();
            LOG.warn("Bulk operation {} failed and is resumed later: {}", row.aggregateId(), notNow.toString());
        }
    }

    /** Asked from the log before each step, so that a cancellation counts at once. */
    private void one(Row<BulkOperationOverview> row, HeldLease lease) {
        var id = row.aggregateId();
        for (var state = log.load(id); state.status() == Status.RUNNING; state = log.load(id)) {
            var step = state.of(Kind.PENDING).limit(STEP).toList();
            if (step.isEmpty()) {
                commands.send(new FinishBulkOperation(id), cause(row, null));
            } else {
                advance(row, step, lease);
            }
        }
    }

    /** What was done before a failure is recorded too, so that every round gets further. */
    private void advance(Row<BulkOperationOverview> row, List<String> step, HeldLease lease) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        try {
            for (var connectionId : step) {
                lease.require();
                outcomes.put(connectionId, outcome(row, command(row.value(), connectionId)));
            }
        } finally {
            commands.send(new AdvanceBulkOperation(row.aggregateId(), outcomes), cause(row, null));
        }
    }

    private static ConnectionCommand command(BulkOperationOverview operation, String connectionId) {
        return switch (operation.action()) {
            case REVOKE -> new RevokeConnection(connectionId, operation.reasonCode(), operation.cause(), null);
            case DELETE -> new DeleteConnection(connectionId, operation.reasonCode());
        };
    }

    private Outcome outcome(Row<BulkOperationOverview> row, ConnectionCommand command) {
        try {
            var receipt = commands.send(command, cause(row, String.join(":", "bulk", row.aggregateId(), command.connectionId())));
            return receipt.changed() ? Outcome.DONE : Outcome.UNCHANGED;
        } catch (ConnectionRefused refused) {
            return command instanceof DeleteConnection && refused.reason() == ConnectionRefused.Reason.UNKNOWN
                    ? Outcome.UNCHANGED
                    : Outcome.failed(ConnectionRefusals.problem(refused).code());
        } catch (RuntimeException failure) {
            if (Failures.pass(failure)) {
                throw failure;
            }
            LOG.error("{} failed for connection {}", row.aggregateId(), command.connectionId(), failure);
            return Outcome.failed("internal_error");
        }
    }

    private static Cause cause(Row<BulkOperationOverview> row, @Nullable String commitId) {
        var operation = row.value();
        return new Cause(commitId == null ? OnBehalf.SYSTEM : operation.startedBy(), operation.organizationId(), operation.cause(),
                operation.correlationId(), commitId);
    }
}
