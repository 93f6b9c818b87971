package io.countersign.token.cutoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Streams;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Revoked;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.protocol.RunningTokenService;
import java.nio.file.Path;
import java.util.stream.IntStream;
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
    @TempDir
    static Path directory;
    private static RunningTokenService service;

    private CutoffScene scene;

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
        scene = new CutoffScene(service);
        for (var n = 0; n < CONNECTIONS; n++) {
            scene.authorize("con-" + scene.client + "-" + n, 3);
        }
    }

    /** Five ends, two notes of how far it came, and that it is finished: eight steps. */
    static IntStream steps() {
        return IntStream.range(0, CONNECTIONS + 3);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStoreThatIsFullAtAnyStepLosesNoEnd(int step) {
        scene.before = step;
        scene.cut(8, "evt-1");

        scene.rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void anAnswerThatIsLostAtAnyStepEndsNobodyTwice(int step) {
        scene.after = step;
        scene.cut(8, "evt-1");

        scene.rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void aViewThatHasNotCaughtUpWithTheEndsChangesNothing() {
        scene.rowsAreOld = true;
        scene.before = 4;
        scene.cut(8, "evt-1");

        scene.rounds();

        everyOneEndedOnceFor("evt-1");
    }

    private void everyOneEndedOnceFor(String cause) {
        assertThat(scene.open()).isEmpty();
        assertThat(scene.authorized).allSatisfy(id -> assertThat(scene.ends(id)).singleElement().satisfies(end -> {
            assertThat(end.cause()).isEqualTo(cause);
            assertThat(end.reasonCode()).isEqualTo(ReasonCode.SECURITY);
            assertThat(end.coveredBy()).extracting(Covering::key).isEqualTo("client:" + scene.client);
        }));
    }

    @Test
    void whatWasAuthorizedAfterTheCutIsLeftAlone() {
        var later = scene.authorize("con-" + scene.client + "-later", 8);
        scene.cut(8, "evt-1");

        scene.rounds();

        assertThat(scene.connections().load(later).state()).isInstanceOf(Active.class);
        scene.authorized.remove(later);
        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void itBeginsOnlyWhenTheViewHasPassedTheCut() {
        scene.viewPassed = false;
        scene.cut(8, "evt-1");
        scene.rounds();
        assertThat(scene.open()).isNotEmpty();
        assertThat(scene.authorized).allSatisfy(id -> assertThat(scene.ends(id)).isEmpty());

        scene.viewPassed = true;
        scene.authorize("con-" + scene.client + "-9", 3);
        scene.rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void aConnectionWhoseEventsTheViewCouldNotTakeEndsAllTheSame() {
        scene.unseen.add("con-" + scene.client + "-2");
        scene.cut(8, "evt-1");

        scene.rounds();

        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void aConnectionThatCannotBeEndedHoldsUpNoOtherAndTheCutStaysOpen() {
        scene.broken = "con-" + scene.client + "-3";
        scene.cut(8, "evt-1");

        scene.rounds();

        assertThat(scene.authorized).filteredOn(id -> scene.connections().load(id).state() instanceof Active).containsExactly(scene.broken);
        assertThat(scene.open()).isNotEmpty();
        scene.broken = null;
        scene.rounds();
        everyOneEndedOnceFor("evt-1");
    }

    /** Each ends for the first cut that covers it, in whatever order they come to be worked off. */
    @Test
    void aSecondCutWaitsForTheFirst() {
        var between = scene.authorize("con-" + scene.client + "-between", 8);
        scene.cut(8, "evt-1");
        scene.cut(12, "evt-2");
        scene.cut(8, "evt-1-again");

        scene.rounds();

        assertThat(scene.ends(between)).extracting(ConnectionRevoked::cause).containsExactly("evt-2");
        scene.authorized.remove(between);
        everyOneEndedOnceFor("evt-1");
    }

    @Test
    void whoeverAuthorizedBelowTheCutWithoutKnowingOfItIsCaughtAfterwards() {
        scene.cut(8, "evt-1");
        scene.rounds();
        var policy = new WhenAuthorizedBelowACutThenRevoke(
                EventCatalog.of("countersign.token", ConnectionEvent.class),
                service.bean(Streams.class), scene.connections());
        var late = scene.authorize("con-" + scene.client + "-late", 7);
        var fresh = scene.authorize("con-" + scene.client + "-fresh", 8);

        assertThat(policy.when(scene.authorization(late)))
                .containsExactly(
                        new RevokeConnection(late, ReasonCode.SECURITY, "evt-1", new Covering("client:" + scene.client, 8L), null));
        assertThat(policy.when(scene.authorization(fresh))).isEmpty();
        scene.commands().send(policy.when(scene.authorization(late)).getFirst(), CutoffScene.cause(null));
        assertThat(scene.connections().load(late).state()).isInstanceOf(Revoked.class);
        assertThat(policy.when(scene.authorization(late))).as("redelivered").isEmpty();
    }
}
