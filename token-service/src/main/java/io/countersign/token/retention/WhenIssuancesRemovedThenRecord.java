package io.countersign.token.retention;

import io.countersign.eventstore.LogStart;
import io.countersign.events.command.Commands;
import io.countersign.events.log.EventLogs;
import io.countersign.events.relay.RemovalListener;
import io.countersign.token.OnBehalf;
import io.countersign.token.retention.RetentionCommand.RecordRemoval;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Records each removal of issuances in the log of the aggregates, which loses nothing: whoever audits finds what is gone, and since when. */
@Component
class WhenIssuancesRemovedThenRecord implements RemovalListener {
    /** A refresh token is refused after 399 days whatever the policy; until then its rotation must be found, or it could be used again. */
    private static final Duration SHORTEST = Duration.ofDays(400);
    private static final String ISSUANCES = "issuances";
    private final Commands commands;

    WhenIssuancesRemovedThenRecord(Commands commands, EventLogs logs) {
        this.commands = commands;
        var retention = logs.named(ISSUANCES).retention();
        if (retention != null && retention.compareTo(SHORTEST) < 0) {
            throw new IllegalStateException("countersign.issuances.retention is " + retention.toDays() + " days, but a refresh token may be"
                    + " presented for 399 days after it was issued, and its use must stand in the log. Set it to "
                    + SHORTEST.toDays() + "d or more.");
        }
    }

    @Override
    public void removed(String log, LogStart start, Instant oldest) {
        commands.send(new RecordRemoval("log-" + log, start.position(), oldest), OnBehalf.system(null));
    }
}
