package io.countersign.consent.member;

import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessDisabled;
import io.countersign.consent.contract.MemberAccessEvent.McpAccessEnabled;
import io.countersign.consent.contract.MemberAccessEvent.MemberConnectionsRevoked;
import io.countersign.consent.contract.MemberAccessEvent.MemberLeftOrganization;
import io.countersign.consent.contract.MemberAccessEvent.MemberRejoined;
import io.countersign.consent.contract.MemberAccessEvent.MemberSuspendedAtIdp;
import io.countersign.consent.member.MemberAccessCommand.DisableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.EnableMcpAccess;
import io.countersign.consent.member.MemberAccessCommand.RecordLeaver;
import io.countersign.consent.member.MemberAccessCommand.RecordRejoin;
import io.countersign.consent.member.MemberAccessCommand.RecordSuspension;
import io.countersign.consent.member.MemberAccessCommand.RevokeMemberConnections;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessState;
import io.countersign.access.EventSourcedState;
import java.util.List;

/**
 * {@code Enabled <-> Disabled}; {@code Enabled | Disabled -> Suspended -> Left} and {@code Enabled | Disabled -> Left}; {@code Suspended |
 * Left -> Disabled} (rejoined). A member nobody ever switched off is enabled. Whatever takes access away cuts what the member holds and
 * pauses what is new; switching on restores nothing (MG-05, MG-06), and whoever comes back is switched on by an owner.
 *
 * <p>
 * Epochs count from 1: a member without events has epoch 0, and the first event of the stream, sequence 0, may be the one that cuts.
 */
public record MemberAccessState(Status status, AccessState access) implements EventSourcedState<MemberAccessEvent, MemberAccessState> {
    /** Whether a member may use MCP. */
    public enum Status {
        ENABLED, DISABLED, SUSPENDED, LEFT
    }

    static MemberAccessState initial() {
        return new MemberAccessState(Status.ENABLED, AccessState.OPEN);
    }

    List<MemberAccessEvent> decide(MemberAccessCommand command) {
        var id = command.memberAccessId();
        var organizationId = command.organizationId();
        var userId = command.userId();
        return switch (command) {
            case EnableMcpAccess enable -> switch (status) {
                case ENABLED -> List.of();
                case DISABLED -> List.of(new McpAccessEnabled(id, organizationId, userId, enable.reasonCode()));
                case SUSPENDED -> throw MemberLeft.suspended();
                case LEFT -> throw MemberLeft.left();
            };
            case DisableMcpAccess disable -> switch (status) {
                case ENABLED -> List.of(new McpAccessDisabled(id, organizationId, userId, disable.reasonCode()));
                case DISABLED, SUSPENDED, LEFT -> List.of();
            };
            case RevokeMemberConnections revoke -> switch (status) {
                case ENABLED, DISABLED -> List.of(new MemberConnectionsRevoked(id, organizationId, userId, revoke.reasonCode()));
                case SUSPENDED, LEFT -> List.of();
            };
            case RecordSuspension suspension -> switch (status) {
                case ENABLED, DISABLED -> List.of(new MemberSuspendedAtIdp(id, organizationId, userId));
                case SUSPENDED, LEFT -> List.of();
            };
            case RecordLeaver leaver -> switch (status) {
                case ENABLED, DISABLED, SUSPENDED -> List.of(new MemberLeftOrganization(id, organizationId, userId));
                case LEFT -> List.of();
            };
            case RecordRejoin rejoin -> switch (status) {
                case SUSPENDED, LEFT -> List.of(new MemberRejoined(id, organizationId, userId));
                case ENABLED, DISABLED -> List.of();
            };
        };
    }

    @Override
    public MemberAccessState evolve(MemberAccessEvent event, long sequence) {
        return switch (event) {
            case McpAccessEnabled e -> new MemberAccessState(Status.ENABLED, access.resume());
            case McpAccessDisabled e -> new MemberAccessState(Status.DISABLED, access.cut(sequence + 1).pause());
            case MemberConnectionsRevoked e -> new MemberAccessState(status, access.cut(sequence + 1));
            case MemberSuspendedAtIdp e -> new MemberAccessState(Status.SUSPENDED, access.cut(sequence + 1).pause());
            case MemberLeftOrganization e -> new MemberAccessState(Status.LEFT, access.cut(sequence + 1).pause());
            case MemberRejoined e -> new MemberAccessState(Status.DISABLED, access);
        };
    }

    @Override
    public List<AccessEntry> accessEntries(MemberAccessEvent event, long sequence) {
        return List.of(entry(event.organizationId(), event.userId(), sequence));
    }

    AccessEntry entry(String organizationId, String userId, long version) {
        return access.entry(AccessKeys.member(organizationId, userId), version);
    }
}
