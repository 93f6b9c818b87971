package io.countersign.consent.leaver;

import java.util.SortedSet;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked about leavers that are too many. */
sealed interface LeaverHoldCommand {
    String holdId();

    String organizationId();

    /**
     * @param userIds who would have been ended
     * @param members how many the identity provider listed
     */
    record HoldLeavers(@TargetAggregateIdentifier String holdId, String organizationId, SortedSet<String> userIds,
            int members) implements LeaverHoldCommand {
    }

    /** @param setId of what the owner was shown */
    record ConfirmHeldLeavers(@TargetAggregateIdentifier String holdId, String organizationId,
            String setId) implements LeaverHoldCommand {
    }

    record SettleHeldLeavers(@TargetAggregateIdentifier String holdId, String organizationId) implements LeaverHoldCommand {
    }
}
