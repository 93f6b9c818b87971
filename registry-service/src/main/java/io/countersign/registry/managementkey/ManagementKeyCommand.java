package io.countersign.registry.managementkey;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.contract.ReasonCode;
import java.time.Instant;
import java.util.SortedSet;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a management key. */
public sealed interface ManagementKeyCommand {
    String keyId();

    Authority by();

    /** @param makerId the person who answers for the key; null for the bootstrap */
    record IssueManagementKey(@TargetAggregateIdentifier String keyId, String name, SortedSet<String> roles, String secretHash,
            Instant expiresAt, @Nullable String makerId, Authority by) implements ManagementKeyCommand {
    }

    /** @param earlierEndsAt when the secret before this one ends at the latest */
    record RotateManagementKey(@TargetAggregateIdentifier String keyId, String secretHash, Instant expiresAt, Instant earlierEndsAt,
            String makerId, ReasonCode reasonCode, Authority by) implements ManagementKeyCommand {
    }

    /** Its maker is gone. */
    record SuspendManagementKey(@TargetAggregateIdentifier String keyId, String makerId, ReasonCode reasonCode,
            Authority by) implements ManagementKeyCommand {
    }

    /** @param makerId the owner who answers for it from now on */
    record ResumeManagementKey(@TargetAggregateIdentifier String keyId, String makerId, ReasonCode reasonCode,
            Authority by) implements ManagementKeyCommand {
    }

    record RevokeManagementKey(@TargetAggregateIdentifier String keyId, ReasonCode reasonCode,
            Authority by) implements ManagementKeyCommand {
    }
}
