package io.countersign.token.expiry;

import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.sweep.Sweeps;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Records what lapsed; a use just recorded wins. */
@Component
class ExpirySweeper {
    private final Sweeps sweeps;
    private final Clock clock;

    ExpirySweeper(Sweeps sweeps, Clock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.expiry.sweep:PT30S}", initialDelayString = "${countersign.expiry.sweep:PT30S}")
    void sweep() {
        sweeps.run("expiry-sweeper", ConnectionOverview.class, ConnectionOverview.lapsed(clock.millis()),
                row -> row.parties().organizationId(), ExpireConnection::new);
    }
}
