package io.countersign.token.cutoff;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.consumer.Failures;
import io.countersign.events.consumer.ConsumerProgress;
import io.countersign.events.log.Streams;
import io.countersign.events.lease.HeldLease;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import io.countersign.web.api.PageRequest;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionState;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Expired;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.cutoff.CutoffCommand.AdvanceCutoff;
import io.countersign.token.cutoff.CutoffCommand.FinishCutoff;
import io.countersign.token.OnBehalf;
import io.countersign.token.overview.ConnectionOverview;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works off cuts: looks at every connection that rests on the key, newest first, and ends those that were authorized before. It begins when
 * the view has passed the place where the cut was begun, so that whatever was authorized until then is in the list, or parked for the
 * view and looked at besides; what is authorized later under an older epoch meets {@link WhenAuthorizedBelowACutThenRevoke}. After a
 * failure it goes on from the last recorded place; each connection's commit id is derived from the cut and the connection, so it ends once.
 */
@Component
class CutoffWork {
    private static final Logger LOG = LoggerFactory.getLogger(CutoffWork.class);
    static final String VIEW = "connection-overview";
    private static final Duration REST = Duration.ofMinutes(1);
    private final Views views;
    private final Streams streams;
    private final Connections connections;
    private final Commands commands;
    private final ConsumerProgress progress;
    private final Parked parked;
    private final Clock clock;
    /** Until when a cut that some connections withstand is left alone. */
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    /** Connections whose rows lack events that the view could not take. */
    @FunctionalInterface
    interface Parked {
        Iterable<String> connections();
    }

    CutoffWork(Views views, Streams streams, Connections connections, Commands commands, ConsumerProgress progress, Parked parked,
            Clock clock) {
        this.views = views;
        this.streams = streams;
        this.connections = connections;
        this.commands = commands;
        this.progress = progress;
        this.parked = parked;
        this.clock = clock;
    }

    /** Whether there is anything to do at all. */
    boolean any() {
        return !views.of(OpenCutoff.class).list(OpenCutoff.ANY, new PageRequest(1, null)).items().isEmpty();
    }

    /** One round over all open cuts; one that cannot go on now does not hold up the others. */
    void round(HeldLease lease) {
        views.of(OpenCutoff.class).all(OpenCutoff.ANY).forEach(row -> tryOne(row, lease));
    }

    private void tryOne(Row<OpenCutoff> row, HeldLease lease) {
        try {
            one(row, lease);
        } catch (RuntimeException notNow) {
            lease.require();
            LOG.warn("The cutoff of {} failed and is resumed later: {}", row.value().key(), notNow.toString());
        }
    }

    /** The row is behind the log while the last step has not come back to the view; then the next round goes on. */
    private void one(Row<OpenCutoff> row, HeldLease lease) {
        var cuts = streams.load(row.aggregateId(), CutoffState.NONE, CutoffEvent.class);
        if (cuts.version() == row.sequence() && !clock.instant().isBefore(resting.getOrDefault(row.aggregateId(), Instant.MIN))
                && progress.passed(VIEW, row.value().position())) {
            cuts.state().current().ifPresent(cut -> new Round(row, cut, cuts.state()).run(lease));
        }
    }

    /** Going through the connections of one cut. */
    private final class Round {
        private final String cutoffId;
        private final OpenCutoff open;
        private final Cut cut;
        private final TreeSet<String> left;
        private @Nullable String cursor;
        private long looked;

        Round(Row<OpenCutoff> row, Cut cut, CutoffState from) {
            this.cutoffId = row.aggregateId();
            this.open = row.value();
            this.cut = cut;
            this.left = new TreeSet<>(from.left());
            this.cursor = from.cursor();
            this.looked = from.looked();
        }

        void run(HeldLease lease) {
            page(lease);
            while (cursor != null) {
                send(new AdvanceCutoff(cutoffId, cut.cause(), cursor, looked, new TreeSet<>(left)), null);
                page(lease);
            }
            parked.connections().forEach(connectionId -> attempt(connectionId, () -> endInTheLog(connectionId)));
            for (var connectionId : new TreeSet<>(left)) {
                lease.require();
                left.remove(connectionId);
                attempt(connectionId, () -> endInTheView(connectionId));
            }
            if (left.isEmpty()) {
                send(new FinishCutoff(cutoffId, cut.cause(), looked), null);
            } else {
                resting.put(cutoffId, clock.instant().plus(REST));
            }
        }

        private void page(HeldLease lease) {
            var page = views.of(ConnectionOverview.class).list(ConnectionsByAccessKey.key(cut.key()),
                    new PageRequest(PageRequest.MAX_LIMIT, cursor));
            for (var row : page.items()) {
                lease.require();
                if (!row.value().status().equals("REVOKED") && cut.covers(row.value().life().terms().epochs())) {
                    attempt(row.aggregateId(), () -> endInTheView(row.aggregateId()));
                }
            }
            looked += page.items().size();
            cursor = page.nextCursor();
        }

        /** What the row says may be old: a connection that was authorized again since stays. */
        private void endInTheView(String connectionId) {
            switch (connections.load(connectionId).state()) {
                case Active active when cut.covers(active.terms().epochs()) -> end(connectionId);
                case Expired _ -> end(connectionId);
                case ConnectionState _ -> {
                }
            }
        }

        private void endInTheLog(String connectionId) {
            if (connections.load(connectionId).state() instanceof Active active && active.terms().epochs().containsKey(cut.key())
                    && cut.covers(active.terms().epochs())) {
                end(connectionId);
            }
        }

        /** What fails for good is put aside and holds up no other connection. */
        private void attempt(String connectionId, Runnable step) {
            try {
                step.run();
            } catch (RuntimeException failure) {
                if (Failures.pass(failure)) {
                    throw failure;
                }
                left.add(connectionId);
                LOG.error("Connection {} could not be ended after the cut of {}; it is cut off and tried again", connectionId, cut.key(),
                        failure);
            }
        }

        private void end(String connectionId) {
            send(new RevokeConnection(connectionId, cut.reasonCode(), cut.cause(), cut.covering(), null),
                    String.join(":", "cutoff", cut.cause(), connectionId));
        }

        private void send(Object command, @Nullable String commitId) {
            commands.send(command, new Cause(OnBehalf.SYSTEM, open.organization(), cut.cause(), open.correlationId(), commitId));
        }
    }
}
