package io.countersign.token.bulk;

import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.Selector;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of an operation. */
sealed interface BulkOperationCommand {
    String operationId();

    /** @param connectionIds what the selector stands for, each once */
    record StartBulkOperation(@TargetAggregateIdentifier String operationId, String organizationId, Action action, ReasonCode reasonCode,
            Selector selector, List<String> connectionIds) implements BulkOperationCommand {
    }

    /** Says what became of some; what is known of one already stays. */
    record AdvanceBulkOperation(@TargetAggregateIdentifier String operationId,
            Map<String, Outcome> outcomes) implements BulkOperationCommand {
    }

    record CancelBulkOperation(@TargetAggregateIdentifier String operationId, ReasonCode reasonCode) implements BulkOperationCommand {
    }

    record ResumeBulkOperation(@TargetAggregateIdentifier String operationId, ReasonCode reasonCode) implements BulkOperationCommand {
    }

    record FinishBulkOperation(@TargetAggregateIdentifier String operationId) implements BulkOperationCommand {
    }
}
