package io.countersign.token.protocol;

import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.testkit.harness.RunningService.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * R-C5: an end and what would hand out something new at the same instant, at two replicas whose clocks are 30 s apart. Either may
 * be first; once the end was answered and the feed has told of it, nothing passes anywhere, ever.
 */
class EndingRacesTest extends PersonTest {
    private static final int ROUNDS = "full".equals(System.getProperty("countersign.proofs")) ? 1_000 : 200;
    private static final String SERVER = "cli-race-server";
    private static RunningTokenService ahead;

    @BeforeAll
    static void startTheOther() {
        ahead = service.replica(Duration.ofSeconds(30));
    }

    @AfterEach
    void noFeedIsLeftBehind() {
        ahead.feed.age(Duration.ZERO);
    }

    private static Member at(RunningTokenService replica, Member member) {
        return new Member(replica, member.userId(), member.session(), member.clientId(), member.redirectUri(), member.serverId());
    }

    /**
     * Two calls that meet: whoever was first in one round starts later by a step in the next, so that the rounds stay at the instant where
     * either may be first, on a machine of any speed.
     */
    private static final class Meeting {
        private static final long STEP = Duration.ofNanos(500_000).toNanos();
        private long headStart;
        private int givenFirst;

        /** The answer of what gives; {@code end} has returned as well. */
        Answer of(Callable<Answer> give, Callable<Answer> end) throws Exception {
            var barrier = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var given = threads.submit(() -> after(barrier, -headStart, give));
                var ended = threads.submit(() -> after(barrier, headStart, end));
                assertThat(ended.get().status()).isEqualTo(200);
                var passed = given.get().status() == 200;
                headStart += passed ? -STEP : STEP;
                givenFirst += passed ? 1 : 0;
                return given.get();
            }
        }

        private static Answer after(CyclicBarrier barrier, long nanos, Callable<Answer> call) throws Exception {
            barrier.await();
            var until = System.nanoTime() + nanos;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return call.call();
        }

        void sawBothOrders() {
            assertThat(givenFirst).as("both orders were seen").isBetween(1, ROUNDS - 1);
        }
    }

    /** What the relay would copy to every replica's feed. */
    private static void feed(AccessEntry entry) {
        service.feed.put(entry);
        ahead.feed.put(entry);
    }

    private static boolean active(RunningTokenService replica, String token) {
        return replica.oauth("/o/acme/oauth2/introspect", SERVER, "token", token).body().path("active").asBoolean();
    }

    private static void nothingPasses(Member member, Answer given) {
        var access = given.text("/access_token");
        for (var replica : List.of(service, ahead)) {
            assertThat(access.isEmpty() || !active(replica, access)).as("an access token at " + replica.address()).isTrue();
            if (!given.text("/refresh_token").isEmpty()) {
                refused(at(replica, member).refresh(given.text("/refresh_token")), 400, "invalid_grant");
            }
        }
    }

    @Test
    void aRefreshAtTheInstantOfARevocationGivesNothingThatLasts() throws Exception {
        service.resourceServer(SERVER, "billing");
        var meeting = new Meeting();
        for (var round = 0; round < ROUNDS; round++) {
            var here = member("e-otto-" + round);
            var tokens = here.redeem(here.code(READ));
            var token = tokens.text("/refresh_token");
            var refreshing = at(round % 2 == 0 ? service : ahead, here);
            var revoking = at(round % 4 < 2 ? ahead : service, here);

            var refreshed = meeting.of(
                    () -> refreshing.refresh(token),
                    () -> revoking.post("/o/acme/oauth2/revoke", Map.of("token", token, "client_id", here.clientId())));

            feed(new AccessEntry("connection:" + connection(tokens), 0, false, true, 9));
            nothingPasses(here, refreshed);
            nothingPasses(here, tokens);
        }
        meeting.sawBothOrders();
    }

    /** MG-05, MG-06: and switching on again brings nothing back. */
    @Test
    void aCodeRedeemedAtTheInstantAMemberIsSwitchedOffGivesNothingThatLasts() throws Exception {
        service.resourceServer(SERVER, "billing");
        var meeting = new Meeting();
        for (var round = 0; round < ROUNDS; round++) {
            var here = member("e-mia-" + round);
            var code = here.code(READ);
            var key = "member:" + FakeRegistry.ORGANIZATION + ":" + here.userId();
            var redeeming = at(round % 2 == 0 ? service : ahead, here);
            var off = new AccessEntry(key, 1, true, false, 1);

            var redeemed = meeting.of(() -> redeeming.redeem(code), () -> {
                service.consent.access.says(off);
                feed(off);
                return service.get("/.well-known/oauth-authorization-server/o/acme");
            });

            var on = new AccessEntry(key, 1, false, false, 2);
            service.consent.access.says(on);
            feed(on);
            nothingPasses(here, redeemed);
            refused(redeeming.redeem(code), 400, "invalid_grant");
        }
        meeting.sawBothOrders();
    }
}
