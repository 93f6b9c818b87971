package io.countersign.token.cutoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
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
import io.countersign.token.connection.ConnectionState.Revoked;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.CutoffEvent;
import io.countersign.token.cutoff.CutoffCommand.BeginCutoff;
import io.countersign.token.overview.ConnectionOverview;
import io.countersign.token.protocol.RunningTokenService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Architecture section 9: a cut that ends many is finished only when nothing is left, however often it was interrupted and wherever. */
class CutoffWorkTest {
    private static final int CONNECTIONS = 5;
    private static int tests;
    @TempDir
    static Path directory;
    private static RunningTokenService service;

    private final String client = "cli-" + ++tests;
    private final List<String> authorized = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private boolean rowsAreOld;
    private boolean viewPassed = true;
    private int before = -1;
    private int after = -1;
    private @Nullable String broken;

    @BeforeAll
    static void start() {
        service = new RunningTokenService(directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void manyConnections() {
        for (var n = 0; n < CONNECTIONS; n++) {
            authorize("con-" + client + "-" + n, 3);
        }
    }

    private String authorize(String id, long epoch) {
        commands().send(new AuthorizeConnection(id, "org-1", "prj-1", client, "srv-1", "https://host", SubjectType.CLIENT, client,
                new TreeSet<>(List.of("read")), new TreeMap<>(Map.of("client:" + client, epoch)), 3_600, null, null, null, null),
                cause(null));
        authorized.add(id);
        return id;
    }

    private static Commands.Cause cause(@Nullable String commitId) {
        return new Commands.Cause(new Actor(Actor.Type.SYSTEM, "test"), "org-1", null, "chain", commitId);
    }

    private static Commands commands() {
        return service.bean(Commands.class);
    }

    private static Connections connections() {
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
            return new Row<>(id, 0, new ConnectionOverview("org-1", "prj-1", client, "srv-1", "https://host", "CLIENT", client, List.of(),
                    alive ? "ACTIVE" : "REVOKED", List.of(), new TreeMap<>(Map.of("client:" + client, epoch(id))), null, null,
                    Instant.EPOCH, Instant.EPOCH, 3_600, null, 0, null, null, null, null, null, null));
        }).toList();
    }

    private static long epoch(String id) {
        return service.bean(Streams.class).load(id, 0L, (known, recorded) -> recorded
                .event() instanceof io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized e
                        ? e.epochs().values().iterator().next()
                        : known)
                .state();
    }

    private List<Row<OpenCutoff>> open() {
        var known = service.bean(Streams.class).load(CutoffId.of("client:" + client), CutoffState.NONE, CutoffEvent.class);
        return known.state().open().isEmpty()
                ? List.of()
                : List.of(new Row<>(CutoffId.of("client:" + client), known.version(),
                        new OpenCutoff("client:" + client, "org-1", "chain", 40, known.state().open().size())));
    }

    private void cut(long epoch, String cause) {
        commands().send(BeginCutoff.of("client:" + client, epoch, ReasonCode.SECURITY, cause), cause("cut:" + cause + ":" + client));
    }

    private void rounds() {
        for (var round = 0; round < 3 && !open().isEmpty(); round++) {
            work().round(() -> {
            });
        }
    }

    private List<ConnectionRevoked> ends(String id) {
        return service.bean(Streams.class).load(id, List.<ConnectionRevoked>of(), CutoffWorkTest::collect).state();
    }

    private static List<ConnectionRevoked> collect(List<ConnectionRevoked> known, Recorded<?> recorded) {
        if (!(recorded.event() instanceof ConnectionRevoked revoked)) {
            return known;
        }
        var all = new ArrayList<>(known);
        all.add(revoked);
        return all;
    }

    /** Five ends, two notes of how far it came, and that it is finished: eight steps. */
    static IntStream steps() {
        return IntStream.range(0, CONNECTIONS + 3);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStoreThatIsFullAtAnyStepLosesNoEnd(int step) {
        before = step;
        cut(8, "evt-1");

        rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void anAnswerThatIsLostAtAnyStepEndsNobodyTwice(int step) {
        after = step;
        cut(8, "evt-1");

        rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void aViewThatHasNotCaughtUpWithTheEndsChangesNothing() {
        rowsAreOld = true;
        before = 4;
        cut(8, "evt-1");

        rounds();

        everyOneEndedOnceFor("evt-1");
    }

    private void everyOneEndedOnceFor(String cause) {
        assertThat(open()).isEmpty();
        assertThat(authorized).allSatisfy(id -> assertThat(ends(id)).singleElement().satisfies(end -> {
            assertThat(end.cause()).isEqualTo(cause);
            assertThat(end.reasonCode()).isEqualTo(ReasonCode.SECURITY);
            assertThat(end.coveredBy()).extracting(Covering::key).isEqualTo("client:" + client);
        }));
    }

    @Test
    void whatWasAuthorizedAfterTheCutIsLeftAlone() {
        var later = authorize("con-" + client + "-later", 8);
        cut(8, "evt-1");

        rounds();

        assertThat(connections().load(later).state()).isInstanceOf(Active.class);
        authorized.remove(later);
        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void itBeginsOnlyWhenTheViewHasPassedTheCut() {
        viewPassed = false;
        cut(8, "evt-1");
        rounds();
        assertThat(open()).isNotEmpty();
        assertThat(authorized).allSatisfy(id -> assertThat(ends(id)).isEmpty());

        viewPassed = true;
        authorize("con-" + client + "-9", 3);
        rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void aConnectionWhoseEventsTheViewCouldNotTakeEndsAllTheSame() {
        unseen.add("con-" + client + "-2");
        cut(8, "evt-1");

        rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void aConnectionThatCannotBeEndedHoldsUpNoOtherAndTheCutStaysOpen() {
        broken = "con-" + client + "-3";
        cut(8, "evt-1");

        rounds();

        assertThat(authorized).filteredOn(id -> connections().load(id).state() instanceof Active).containsExactly(broken);
        assertThat(open()).isNotEmpty();
        broken = null;
        rounds();
        everyOneEndedOnceFor("evt-1");
    }

    /** Each ends for the first cut that covers it, in whatever order they come to be worked off. */
    @Test
    void aSecondCutWaitsForTheFirst() {
        var between = authorize("con-" + client + "-between", 8);
        cut(8, "evt-1");
        cut(12, "evt-2");
        cut(8, "evt-1-again");

        rounds();

        assertThat(ends(between)).extracting(ConnectionRevoked::cause).containsExactly("evt-2");
        authorized.remove(between);
        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void whoeverAuthorizedBelowTheCutWithoutKnowingOfItIsCaughtAfterwards() {
        cut(8, "evt-1");
        rounds();
        var policy = new WhenAuthorizedBelowACutThenRevoke(
                io.countersign.events.log.EventCatalog.of("countersign.token", io.countersign.token.contract.ConnectionEvent.class),
                service.bean(Streams.class), connections());
        var late = authorize("con-" + client + "-late", 7);
        var fresh = authorize("con-" + client + "-fresh", 8);

        assertThat(policy.when(authorization(late)))
                .containsExactly(new RevokeConnection(late, ReasonCode.SECURITY, "evt-1", new Covering("client:" + client, 8L), null));
        assertThat(policy.when(authorization(fresh))).isEmpty();
        commands().send(policy.when(authorization(late)).getFirst(), cause(null));
        assertThat(connections().load(late).state()).isInstanceOf(Revoked.class);
        assertThat(policy.when(authorization(late))).as("redelivered").isEmpty();
    }

    private static Recorded<?> authorization(String id) {
        EventLog log = service.bean(EventLogs.class).first().log();
        var stored = log.stream(id, 0).getFirst();
        return service.bean(EventLogs.class).first().envelopes().read(stored.position(), stored.bytes());
    }
}
