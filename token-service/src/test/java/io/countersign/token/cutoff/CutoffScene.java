package io.countersign.token.cutoff;

import com.mongodb.MongoTimeoutException;
import io.countersign.events.lease.ExclusiveTasks;
import io.countersign.eventstore.EventLog;
import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.Streams;
import io.countersign.events.projection.View.Row;
import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.connection.Lifetime;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.protocol.RunningTokenService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One client with connections, and cuts that are worked off where the log, the view or a connection may fail. */
final class CutoffScene {
    private static int scenes;
    private final RunningTokenService service;
    final String client = "cli-" + ++scenes;
    final List<String> authorized = new ArrayList<>();
    final List<String> unseen = new ArrayList<>();
    boolean rowsAreOld;
    boolean viewPassed = true;
    int before = -1;
    int after = -1;
    @Nullable
    String broken;

    CutoffScene(RunningTokenService service) {
        this.service = service;
    }

    String authorize(String id, long epoch) {
        commands().send(new AuthorizeConnection(id, parties(), terms(epoch), null, null), cause(null));
        authorized.add(id);
        return id;
    }

    private Parties parties() {
        return new Parties("org-1", "prj-1", client, "srv-1", "https://host", SubjectType.CLIENT, client, null);
    }

    private Terms terms(long epoch) {
        return new Terms(new TreeSet<>(List.of("read")), new TreeMap<>(Map.of("client:" + client, epoch)), 3_600, null);
    }

    static Commands.Cause cause(@Nullable String commitId) {
        return new Commands.Cause(new Actor(Actor.Type.SYSTEM, "test"), "org-1", null, "chain", commitId);
    }

    Commands commands() {
        return service.bean(Commands.class);
    }

    Connections connections() {
        return service.bean(Connections.class);
    }

    /** What the log takes may be refused before it is stored, or the answer may be lost after it was. */
    private final class FailingCommands implements Commands {
        @Override
        public Receipt send(Object command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Receipt send(Object command, Cause cause) {
            if (command instanceof RevokeConnection revoke && revoke.connectionId().equals(broken)) {
                throw new IllegalStateException("its stream cannot be read", new ClassCastException());
            }
            if (before-- == 0) {
                throw new MongoTimeoutException("full");
            }
            var receipt = commands().send(command, cause);
            if (after-- == 0) {
                throw new MongoTimeoutException("no answer");
            }
            return receipt;
        }
    }

    private CutoffWork work() {
        var views = new HeldViews(Map.of(ConnectionOverview.class, this::rows, OpenCutoff.class, this::open));
        return new CutoffWork(views, service.bean(Streams.class), connections(), new FailingCommands(), (_, _) -> viewPassed, () -> unseen,
                service.bean(Clock.class));
    }

    private List<Row<ConnectionOverview>> rows() {
        return authorized.stream().filter(id -> !unseen.contains(id)).map(id -> {
            var alive = rowsAreOld || connections().load(id).state() instanceof Active;
            return new Row<>(id, 0, new ConnectionOverview(parties(), Lifetime.begun(terms(epoch(id)), Instant.EPOCH),
                    alive ? "ACTIVE" : "REVOKED", List.of(), null, 0, null, null));
        }).toList();
    }

    private long epoch(String id) {
        return service.bean(Streams.class).load(id, 0L, (known, recorded) -> recorded
                .event() instanceof ConnectionAuthorized e
                        ? e.terms().epochs().values().iterator().next()
                        : known)
                .state();
    }

    List<Row<OpenCutoff>> open() {
        var known = service.bean(Streams.class).load(CutoffId.of("client:" + client), CutoffState.NONE, CutoffEvent.class);
        return known.state().open().isEmpty()
                ? List.of()
                : List.of(new Row<>(CutoffId.of("client:" + client), known.version(),
                        new OpenCutoff("client:" + client, "org-1", "chain", 40, known.state().open().size())));
    }

    void cut(long epoch, String cause) {
        commands().send(BeginCutoff.of("client:" + client, epoch, ReasonCode.SECURITY, cause), cause("cut:" + cause + ":" + client));
    }

    void rounds() {
        for (var round = 0; round < 3 && !open().isEmpty(); round++) {
            service.bean(ExclusiveTasks.class).run("cutoffs of " + client, work()::round);
        }
    }

    List<ConnectionRevoked> ends(String id) {
        return service.bean(Streams.class).load(id, List.<ConnectionRevoked>of(), CutoffScene::collect).state();
    }

    private static List<ConnectionRevoked> collect(List<ConnectionRevoked> known, Recorded<?> recorded) {
        if (!(recorded.event() instanceof ConnectionRevoked revoked)) {
            return known;
        }
        var all = new ArrayList<>(known);
        all.add(revoked);
        return all;
    }

    Recorded<?> authorization(String id) {
        EventLog log = service.bean(EventLogs.class).first().log();
        var stored = log.stream(id, 0).getFirst();
        return service.bean(EventLogs.class).first().envelopes().read(stored.position(), stored.bytes());
    }
}
