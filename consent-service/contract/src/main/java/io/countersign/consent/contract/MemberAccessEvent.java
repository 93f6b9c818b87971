package io.countersign.consent.contract;

/** What happens to a member's access switch: on or off for all use of MCP. */
public sealed interface MemberAccessEvent {
    /** {@code acc-<organization id>-<user id>}. */
    String memberAccessId();

    String organizationId();

    String userId();

    /** Restores nothing: what was authorized before the switch went off stays dead (MG-06). */
    record McpAccessEnabled(String memberAccessId, String organizationId, String userId,
            ReasonCode reasonCode) implements MemberAccessEvent {
    }

    /** Everything the member holds is dead (cut), and nothing new is allowed until access is enabled again (pause). */
    record McpAccessDisabled(String memberAccessId, String organizationId, String userId,
            ReasonCode reasonCode) implements MemberAccessEvent {
    }

    /** Everything the member holds is dead (cut); the switch stays as it is, and clients may be authorized anew where it is on. */
    record MemberConnectionsRevoked(String memberAccessId, String organizationId, String userId,
            ReasonCode reasonCode) implements MemberAccessEvent {
    }

    /** The member left; as {@link McpAccessDisabled}, until the member has joined again and access is enabled. */
    record MemberLeftOrganization(String memberAccessId, String organizationId, String userId) implements MemberAccessEvent {
    }

    /**
     * The identity provider lets the member in no more, though they still belong to the organization; as {@link MemberLeftOrganization}.
     * Being let in there again restores nothing here.
     */
    record MemberSuspendedAtIdp(String memberAccessId, String organizationId, String userId) implements MemberAccessEvent {
    }

    /** Known again to the identity provider, and let in there; with the switch off. */
    record MemberRejoined(String memberAccessId, String organizationId, String userId) implements MemberAccessEvent {
    }
}
