package io.countersign.token.protocol;

import static io.countersign.token.protocol.CodeFlowTest.atOnce;
import static io.countersign.token.protocol.Member.waiting;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * R-C4: what is good for one use is used once, by 32 at once, in one process where all timestamps are equal (time stands still
 * here), in two whose clocks are 30 s apart, and across a restart.
 */
class SingleUseTest extends PersonTest {
    private static final int ROUNDS = "full".equals(System.getProperty("countersign.proofs")) ? 1_000 : 4;
    private static final int CALLERS = 32;
    private static RunningTokenService ahead;

    @BeforeAll
    static void startTheOther() {
        ahead = service.replica(Duration.ofSeconds(30));
    }

    /** What can be used once. */
    enum Thing {
        /** RFC 6749 section 4.1.2. */
        CODE(200) {
            @Override
            String made(Member member) {
                return member.code(READ);
            }

            @Override
            Answer used(Member member, String code) {
                return member.redeem(code);
            }

            // A code that was replayed ends what its first use made.
            @Override
            void afterwards(Member member, Answer won) {
                refused(member.refresh(won.text("/refresh_token")), 400, "invalid_grant");
            }
        },
        /** An authorization request that was decided (architecture section 5). */
        DECIDED_REQUEST(303) {
            @Override
            String made(Member member) {
                var request = waiting(member.authorize("scope", READ));
                service.consent.allow(request, READ);
                return request;
            }

            @Override
            Answer used(Member member, String request) {
                return member.proceed(request);
            }

            @Override
            void afterwards(Member member, Answer won) {
                assertThat(member.redeem(String.valueOf(Member.heard(won).get("code"))).status()).isEqualTo(200);
            }
        },
        /** RFC 9700 section 4.14.2, of a server that grants no grace. */
        REFRESH_TOKEN(200) {
            @Override
            String made(Member member) {
                return member.redeem(member.code(READ)).text("/refresh_token");
            }

            @Override
            Answer used(Member member, String token) {
                return member.refresh(token);
            }

            @Override
            void afterwards(Member member, Answer won) {
                assertThat(member.refresh(won.text("/refresh_token")).status()).isEqualTo(200);
            }
        };

        final int success;

        Thing(int success) {
            this.success = success;
        }

        abstract String made(Member member);

        abstract Answer used(Member member, String value);

        /** What the one who won has of it. */
        abstract void afterwards(Member member, Answer won);
    }

    private static Member ofAServerWithoutGrace(Thing thing, String where) {
        service.registry.servers.computeIfPresent("billing", (_, known) -> RefreshTest.withoutGrace(known));
        return member("once-" + where + "-" + thing.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Member at(RunningTokenService replica, Member member) {
        return new Member(replica, member.userId(), member.session(), member.clientId(), member.redirectUri(), member.serverId());
    }

    private static void raceOf(Thing thing, Member member, List<Member> places) throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var value = thing.made(member);
            var turn = new AtomicInteger();
            var answers = atOnce(CALLERS,
                    () -> thing.used(places.get(turn.incrementAndGet() % places.size()), value));
            var won = answers.stream().filter(answer -> answer.status() == thing.success).toList();
            assertThat(won).as("round " + round).hasSizeLessThanOrEqualTo(1);
            assertThat(answers).filteredOn(answer -> !won.contains(answer))
                    .allSatisfy(answer -> assertThat(answer.status()).as(answer.content()).isIn(400, 503));
            won.forEach(winner -> thing.afterwards(member, winner));
        }
    }

    @ParameterizedTest
    @EnumSource(Thing.class)
    void ofThirtyTwoAtTheSameInstantAtMostOneSucceeds(Thing thing) throws Exception {
        var member = ofAServerWithoutGrace(thing, "here");
        raceOf(thing, member, List.of(member));
    }

    @ParameterizedTest
    @EnumSource(Thing.class)
    void ofThirtyTwoAtTwoReplicasWithClocksApartAtMostOneSucceeds(Thing thing) throws Exception {
        var member = ofAServerWithoutGrace(thing, "both");
        raceOf(thing, member, List.of(member, at(ahead, member)));
    }

    @ParameterizedTest
    @EnumSource(Thing.class)
    void whatWasUsedIsUsedAfterARestart(Thing thing) {
        var member = ofAServerWithoutGrace(thing, "restart");
        var value = thing.made(member);
        assertThat(thing.used(member, value).status()).isEqualTo(thing.success);

        service.restart();

        assertThat(thing.used(member, value).status()).isEqualTo(400);
        assertThat(thing.used(at(ahead, member), value).status()).isEqualTo(400);
    }

    /** ASVS 10.4.2, by a replica that did not see the first use. */
    @Test
    void aCodeUsedAgainElsewhereEndsWhatTheFirstUseMade() {
        var member = member("once-elsewhere");
        var code = member.code(READ);
        var first = member.redeem(code);

        refused(at(ahead, member).redeem(code), 400, "invalid_grant");

        assertThat(CodeFlowTest.history(connection(first))).containsExactly("ConnectionAuthorized", "ConnectionRevoked");
    }
}
