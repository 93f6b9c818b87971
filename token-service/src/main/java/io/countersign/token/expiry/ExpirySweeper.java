package io.countersign.token.expiry;

import io.countersign.token.OnBehalf;
import com.mongodb.client.model.Filters;
import io.countersign.events.command.Commands;
import io.countersign.events.lease.Alone;
import io.countersign.events.lease.Alone.Hold;
import io.countersign.events.projection.Views;
import io.countersign.web.api.PageRequest;
import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.overview.ConnectionOverview;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records what lapsed, one replica at a time. Whether it did is decided on the aggregate, so a use just recorded wins.
 */
@Component
class ExpirySweeper {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);
    private final Views views;
    private final Commands commands;
    private final Alone alone;
    private final Clock clock;

    ExpirySweeper(Views views, Commands commands, Alone alone, Clock clock) {
        this.views = views;
        this.commands = commands;
        this.alone = alone;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.expiry.sweep:PT30S}", initialDelayString = "${countersign.expiry.sweep:PT30S}")
    void sweep() {
        alone.run("expiry-sweeper", this::sweep);
    }

    private void sweep(Hold hold) {
        var due = Filters.and(Filters.eq("row.status", "ACTIVE"), Filters.lte("row.endsAtMillis", clock.millis()));
        @Nullable
        String cursor = null;
        do {
            var page = views.of(ConnectionOverview.class).list(due, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(row -> {
                hold.require();
                expire(row.aggregateId(), row.value().organizationId());
            });
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private void expire(String connectionId, String organizationId) {
        try {
            commands.send(new ExpireConnection(connectionId), OnBehalf.system(organizationId));
        } catch (RuntimeException e) {
            LOG.warn("Connection {} has lapsed but could not be recorded as expired; the next sweep tries again", connectionId, e);
        }
    }
}
