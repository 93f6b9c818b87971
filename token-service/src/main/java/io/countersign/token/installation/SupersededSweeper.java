package io.countersign.token.installation;

import com.mongodb.client.model.Filters;
import io.countersign.events.command.Commands;
import io.countersign.events.lease.Alone;
import io.countersign.events.lease.Alone.Hold;
import io.countersign.events.projection.Views;
import io.countersign.web.api.PageRequest;
import io.countersign.token.OnBehalf;
import io.countersign.token.connection.ConnectionCommand.SupersedeConnection;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends connections whose successor is a day old and that nobody used since, one replica at a time. Whether that is so is decided on the aggregate. */
@Component
class SupersededSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(SupersededSweeper.class);

    private final Views views;
    private final Commands commands;
    private final Alone alone;
    private final Clock clock;

    SupersededSweeper(Views views, Commands commands, Alone alone, Clock clock) {
        this.views = views;
        this.commands = commands;
        this.alone = alone;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${countersign.expiry.sweep:PT30S}", initialDelayString = "${countersign.expiry.sweep:PT30S}")
    void sweep() {
        alone.run("superseded-sweeper", this::sweep);
    }

    private void sweep(Hold hold) {
        var due = Filters.lte("row.dueMillis", clock.millis());
        @Nullable
        String cursor = null;
        do {
            var page = views.of(Succession.class).list(due, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(row -> {
                hold.require();
                supersede(row.aggregateId(), row.value().organizationId());
            });
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private void supersede(String connectionId, String organizationId) {
        try {
            commands.send(new SupersedeConnection(connectionId), OnBehalf.system(organizationId));
        } catch (RuntimeException e) {
            LOG.warn("{} is superseded but could not be ended; the next sweep tries again", connectionId, e);
        }
    }
}
