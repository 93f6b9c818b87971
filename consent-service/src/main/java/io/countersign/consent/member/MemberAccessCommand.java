package io.countersign.consent.member;

import io.countersign.consent.contract.ReasonCode;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a member's access. */
sealed interface MemberAccessCommand {
    String memberAccessId();

    String organizationId();

    String userId();

    record EnableMcpAccess(@TargetAggregateIdentifier String memberAccessId, String organizationId, String userId,
            ReasonCode reasonCode) implements MemberAccessCommand {
        static EnableMcpAccess of(String organizationId, String userId, ReasonCode reasonCode) {
            return new EnableMcpAccess(MemberAccessId.of(organizationId, userId), organizationId, userId, reasonCode);
        }
    }

    record DisableMcpAccess(@TargetAggregateIdentifier String memberAccessId, String organizationId, String userId,
            ReasonCode reasonCode) implements MemberAccessCommand {
        static DisableMcpAccess of(String organizationId, String userId, ReasonCode reasonCode) {
            return new DisableMcpAccess(MemberAccessId.of(organizationId, userId), organizationId, userId, reasonCode);
        }
    }

    /** Ends what the member holds and leaves the switch alone. */
    record RevokeMemberConnections(@TargetAggregateIdentifier String memberAccessId, String organizationId, String userId,
            ReasonCode reasonCode) implements MemberAccessCommand {
        static RevokeMemberConnections of(String organizationId, String userId, ReasonCode reasonCode) {
            return new RevokeMemberConnections(MemberAccessId.of(organizationId, userId), organizationId, userId, reasonCode);
        }
    }

    /** The identity provider no longer knows the member in this organization. */
    record RecordLeaver(@TargetAggregateIdentifier String memberAccessId, String organizationId,
            String userId) implements MemberAccessCommand {
    }

    /** The identity provider lets the member in no more. */
    record RecordSuspension(@TargetAggregateIdentifier String memberAccessId, String organizationId,
            String userId) implements MemberAccessCommand {
    }

    /** The identity provider knows the member again. */
    record RecordRejoin(@TargetAggregateIdentifier String memberAccessId, String organizationId,
            String userId) implements MemberAccessCommand {
    }
}
