package io.countersign.token.failedauthentication;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a finding. */
sealed interface FindingCommand {
    String findingId();

    /** Says that authentication fails again and again; said once more on the same day, it changes nothing. */
    record DetectRepeatedFailures(@TargetAggregateIdentifier String findingId, String clientId, Instant day, long failures)
            implements
                FindingCommand {
    }
}
