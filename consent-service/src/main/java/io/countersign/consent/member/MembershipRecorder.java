package io.countersign.consent.member;

import io.countersign.consent.directory.Directory.MembershipStatus;
import io.countersign.consent.member.MemberAccessCommand.RecordLeaver;
import io.countersign.consent.member.MemberAccessCommand.RecordRejoin;
import io.countersign.consent.member.MemberAccessCommand.RecordSuspension;
import io.countersign.consent.member.MemberAccessState.Status;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Records what the identity provider says of a member. Saying it twice is one event: the member's stream decides. */
@Component
public class MembershipRecorder {
    private final Members members;
    private final Commands commands;

    MembershipRecorder(Members members, Commands commands) {
        this.members = members;
        this.commands = commands;
    }

    /** Whether that word would change anything about the member. */
    public boolean changes(String organizationId, String userId, MembershipStatus membershipStatus) {
        return command(organizationId, userId, membershipStatus).isPresent();
    }

    /** @return whether it was new */
    public boolean record(String organizationId, String userId, MembershipStatus membershipStatus, Cause cause) {
        var command = command(organizationId, userId, membershipStatus);
        command.ifPresent(each -> commands.send(each, cause));
        return command.isPresent();
    }

    private Optional<MemberAccessCommand> command(String organizationId, String userId, MembershipStatus membershipStatus) {
        var id = MemberAccessId.of(organizationId, userId);
        var status = members.find(organizationId, userId).state().status();
        return switch (membershipStatus) {
            case MEMBER -> status == Status.LEFT || status == Status.SUSPENDED
                    ? Optional.of(new RecordRejoin(id, organizationId, userId))
                    : Optional.empty();
            case DISABLED -> status == Status.LEFT || status == Status.SUSPENDED
                    ? Optional.empty()
                    : Optional.of(new RecordSuspension(id, organizationId, userId));
            case NON_MEMBER, GONE -> status == Status.LEFT
                    ? Optional.empty()
                    : Optional.of(new RecordLeaver(id, organizationId, userId));
            case UNKNOWN_ORGANIZATION -> Optional.empty();
        };
    }
}
