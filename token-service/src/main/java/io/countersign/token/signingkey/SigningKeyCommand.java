package io.countersign.token.signingkey;

import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of the key set. */
sealed interface SigningKeyCommand {
    String keySetId();

    /** Adds a key unless one is waiting; the very first one signs at once. */
    record AddSigningKey(@TargetAggregateIdentifier String keySetId, String kid) implements SigningKeyCommand {
    }

    /** Lets the waiting key sign once it has been published for {@code lead}. */
    record ActivateSigningKey(@TargetAggregateIdentifier String keySetId, Duration lead) implements SigningKeyCommand {
    }

    /** Takes away keys that stopped signing {@code longestToken} ago. */
    record RetireSigningKeys(@TargetAggregateIdentifier String keySetId, Duration longestToken) implements SigningKeyCommand {
    }
}
