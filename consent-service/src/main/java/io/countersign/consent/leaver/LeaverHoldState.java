package io.countersign.consent.leaver;

import io.countersign.access.EventSourcedState;
import io.countersign.consent.contract.LeaverHoldEvent;
import io.countersign.consent.contract.LeaverHoldEvent.HeldLeaversConfirmed;
import io.countersign.consent.contract.LeaverHoldEvent.HeldLeaversSettled;
import io.countersign.consent.contract.LeaverHoldEvent.LeaversHeld;
import io.countersign.consent.leaver.LeaverHoldCommand.ConfirmHeldLeavers;
import io.countersign.consent.leaver.LeaverHoldCommand.HoldLeavers;
import io.countersign.consent.leaver.LeaverHoldCommand.SettleHeldLeavers;
import io.countersign.hash.Sha256;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code Quiet -> Held -> Confirmed -> Quiet}; another set that is too many is held anew, also while one is confirmed, and what is held
 * settles where the identity provider knows its people again. Only the set that is held can be confirmed.
 */
record LeaverHoldState(Status status, TreeSet<String> userIds, String setId, int leaving,
        int members) implements EventSourcedState<LeaverHoldEvent, LeaverHoldState> {
    /** As many ids as one event may name; the next comparison holds the others. */
    static final int MOST = 5_000;

    /** Whether anybody waits. */
    enum Status {
        QUIET, HELD, CONFIRMED
    }

    static LeaverHoldState initial() {
        return new LeaverHoldState(Status.QUIET, new TreeSet<>(), "", 0, 0);
    }

    List<LeaverHoldEvent> decide(LeaverHoldCommand command) {
        var id = command.holdId();
        var organizationId = command.organizationId();
        return switch (command) {
            case HoldLeavers hold -> held(hold);
            case ConfirmHeldLeavers confirm -> confirmed(confirm);
            case SettleHeldLeavers settle -> switch (status) {
                case HELD, CONFIRMED -> List.of(new HeldLeaversSettled(id, organizationId));
                case QUIET -> List.of();
            };
        };
    }

    private List<LeaverHoldEvent> held(HoldLeavers hold) {
        var named = hold.userIds().stream().limit(MOST).collect(Collectors.toCollection(TreeSet::new));
        var set = setId(named);
        return status != Status.QUIET && setId.equals(set)
                ? List.of()
                : List.of(new LeaversHeld(hold.holdId(), hold.organizationId(), named, set, hold.userIds().size(), hold.members()));
    }

    private List<LeaverHoldEvent> confirmed(ConfirmHeldLeavers confirm) {
        if (status == Status.QUIET || !setId.equals(confirm.setId())) {
            throw new HoldRefused();
        }
        return status == Status.CONFIRMED
                ? List.of()
                : List.of(new HeldLeaversConfirmed(confirm.holdId(), confirm.organizationId(), setId));
    }

    static String setId(SortedSet<String> userIds) {
        return Sha256.base64Url(String.join(" ", userIds));
    }

    @Override
    public LeaverHoldState evolve(LeaverHoldEvent event, long sequence) {
        return switch (event) {
            case LeaversHeld e -> new LeaverHoldState(Status.HELD, new TreeSet<>(e.userIds()), e.setId(), e.leaving(), e.members());
            case HeldLeaversConfirmed e -> new LeaverHoldState(Status.CONFIRMED, userIds, setId, leaving, members);
            case HeldLeaversSettled e -> initial();
        };
    }
}
