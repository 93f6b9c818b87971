package io.countersign.token.installation;

import io.countersign.events.criteria.Criteria;
import io.countersign.token.connection.ConnectionCommand.SupersedeConnection;
import io.countersign.token.sweep.Sweeps;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends connections whose successor is a day old and that nobody used since. */
@Component
class SupersededSweeper {
    private final Sweeps sweeps;
    private final Clock clock;

    SupersededSweeper(Sweeps sweeps, Clock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.expiry.sweep:PT30S}", initialDelayString = "${countersign.expiry.sweep:PT30S}")
    void sweep() {
        sweeps.run("superseded-sweeper", Succession.class, Criteria.atMost("dueMillis", clock.millis()), Succession::organizationId,
                SupersedeConnection::new);
    }
}
