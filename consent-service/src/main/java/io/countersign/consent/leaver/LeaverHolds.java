package io.countersign.consent.leaver;

import io.countersign.consent.contract.LeaverHoldEvent;
import io.countersign.consent.leaver.LeaverHoldCommand.ConfirmHeldLeavers;
import io.countersign.consent.leaver.LeaverHoldCommand.HoldLeavers;
import io.countersign.consent.leaver.LeaverHoldCommand.SettleHeldLeavers;
import io.countersign.consent.leaver.LeaverHoldState.Status;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.command.Receipt;
import io.countersign.events.log.Streams;
import io.countersign.web.passport.Actor;
import io.countersign.web.telemetry.CorrelationContext;
import java.util.Set;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/** Leavers that are too many, by organization, as the log has them now. */
@Component
class LeaverHolds {
    private static final Actor ACTOR = new Actor(Actor.Type.SYSTEM, "consent-service");
    private final Streams streams;
    private final Commands commands;
    private final LeaverProgress progress;

    LeaverHolds(Streams streams, Commands commands, LeaverProgress progress) {
        this.streams = streams;
        this.commands = commands;
        this.progress = progress;
    }

    LeaverHoldState of(String organizationId) {
        return streams.load(id(organizationId), LeaverHoldState.initial(), LeaverHoldEvent.class).state();
    }

    /** Whom an owner has seen and let go. */
    Set<String> confirmed(String organizationId) {
        var hold = of(organizationId);
        return hold.status() == Status.CONFIRMED ? hold.userIds() : Set.of();
    }

    void hold(String organizationId, SortedSet<String> userIds, int members) {
        commands.send(new HoldLeavers(id(organizationId), organizationId, userIds, members), cause(organizationId));
    }

    void settle(String organizationId) {
        if (of(organizationId).status() != Status.QUIET) {
            commands.send(new SettleHeldLeavers(id(organizationId), organizationId), cause(organizationId));
        }
    }

    /** The next comparison is due at once. */
    Receipt confirm(String organizationId, String setId) {
        var receipt = commands.send(new ConfirmHeldLeavers(id(organizationId), organizationId, setId));
        progress.demandComparison(organizationId);
        return receipt;
    }

    private static String id(String organizationId) {
        return "hld-" + organizationId;
    }

    private static Cause cause(String organizationId) {
        return new Cause(ACTOR, organizationId, null, CorrelationContext.current().orElseGet(CorrelationContext::fresh).correlationId(),
                null);
    }
}
