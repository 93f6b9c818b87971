package io.countersign.token.protocol;

import static io.countersign.token.protocol.Member.heard;
import static io.countersign.token.protocol.Member.waiting;
import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.events.log.EventLogs;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.Streams;
import io.countersign.eventstore.StoredCommit;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RFC 6749 section 4.1 with RFC 7636, RFC 8707 and RFC 9207: from a client's request to its tokens, and what a code is bound to. */
class CodeFlowTest extends PersonTest {
    @Test
    void aClientGetsWhatThePersonAllowed() throws Exception {
        var alice = member("alice");
        var request = waiting(alice.authorize("scope", READ + " " + WRITE));
        service.consent.allow(request, READ);
        var heard = heard(alice.proceed(request));

        assertThat(heard).containsEntry("state", "s t&ate").containsEntry("iss", RunningTokenService.ISSUER);
        var tokens = alice.redeem(String.valueOf(heard.get("code")));
        assertThat(tokens.status()).as(tokens.content()).isEqualTo(200);
        assertThat(tokens.header("Cache-Control")).contains("no-store");
        assertThat(tokens.text("/scope")).isEqualTo(READ);
        assertThat(tokens.text("/refresh_token")).isNotEmpty();
        var claims = claims(tokens);
        assertThat(claims.getSubject()).isEqualTo("usr-alice");
        assertThat(claims.getAudience()).containsExactly(FakeRegistry.resource("billing"));
        assertThat(claims.getStringClaim("scope")).isEqualTo(READ);
        assertThat(claims.getJSONObjectClaim("epochs")).containsKeys("organization:org-1", "project:prj-1", "server:billing",
                "client:cli-alice", "binding:cli-alice:billing", "member:org-1:usr-alice", "consent:cns-1",
                "connection:" + claims.getStringClaim("cid"));
    }

    /** Architecture section 6: the code's use and the connection are true together. */
    @Test
    void redemptionAndConnectionAreOneCommit() {
        var bob = member("bob");
        var connection = connection(bob.redeem(bob.code(READ)));
        var envelopes = service.bean(EventLogs.class).first().envelopes();
        var commit = commitOf(connection);
        assertThat(commit.events().stream()
                .map(event -> envelopes.read(event.position(), event.bytes()).event().getClass().getSimpleName()))
                .startsWith("AuthorizationCodeRedeemed", "ConnectionAuthorized");
        assertThat(connection).isEqualTo(commit.events().get(1).aggregateId());
    }

    /** Whoever reads the history gets from a connection to the yes it rests on. */
    @Test
    void eachFactNamesTheOneItFollowsFrom() {
        var rita = member("rita");
        var connection = connection(rita.redeem(rita.code(READ)));
        var authorized = recorded(connection).getFirst();
        var issued = recorded(commitOf(connection).events().getFirst().aggregateId()).getFirst();
        assertThat(authorized.causationId()).isEqualTo(issued.id());
        assertThat(issued.causationId()).isEqualTo(FakeConsent.DECISION);
        assertThat(issued.actor()).isEqualTo(new Actor(Actor.Type.MEMBER, rita.userId()));
    }

    /** The commit which authorized the connection; whatever else the service recorded meanwhile. */
    private static StoredCommit commitOf(String connection) {
        var log = service.bean(EventLogs.class).first().log();
        return LongStream.iterate(log.head().number(), number -> number > 0, number -> number - 1)
                .mapToObj(number -> log.read(number, 1).getFirst())
                .filter(commit -> commit.events().stream().anyMatch(event -> event.aggregateId().equals(connection))).findFirst()
                .orElseThrow();
    }

    private static List<Recorded<?>> recorded(String stream) {
        return service.bean(Streams.class).load(stream, List.<Recorded<?>>of(),
                (known, next) -> Stream.concat(known.stream(), Stream.<Recorded<?>>of(next)).toList()).state();
    }

    @Test
    void aDenialIsToldToTheClient() {
        var carol = member("carol");
        var request = waiting(carol.authorize());
        service.consent.deny(request);
        assertThat(heard(carol.proceed(request))).containsEntry("error", "access_denied").containsEntry("state", "s t&ate")
                .containsEntry("iss", RunningTokenService.ISSUER).doesNotContainKey("code");
    }

    @Test
    void whoHasNotDecidedComesBackToThePage() {
        var dora = member("dora");
        var request = waiting(dora.authorize());
        assertThat(waiting(dora.proceed(request))).isEqualTo(request);
    }

    /** RFC 9700 section 4.8.2, RFC 7636 section 4.6. */
    @Test
    void aCodeIsWorthNothingWithoutWhatItIsBoundTo() {
        var eve = member("eve");
        var other = member("other");
        var code = eve.code(READ);
        refused(eve.redeem(code, "code_verifier", "x".repeat(43)), 400, "invalid_grant");
        refused(eve.redeem(code, "code_verifier", Member.CHALLENGE), 400, "invalid_grant");
        refused(eve.redeem(code, "code_verifier", ""), 400, "invalid_request");
        refused(eve.redeem(code, "redirect_uri", "http://127.0.0.1:4712/callback"), 400, "invalid_grant");
        refused(eve.redeem(code, "redirect_uri", ""), 400, "invalid_grant");
        refused(eve.redeem(code, "resource", FakeRegistry.resource("files")), 400, "invalid_target");
        refused(other.redeem(code, "redirect_uri", eve.redirectUri()), 400, "invalid_grant");
        refused(eve.redeem(code + "x"), 400, "invalid_grant");
        assertThat(eve.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void aCodeLivesForAMinute() {
        var frank = member("frank");
        var code = frank.code(READ);
        service.clock.advance(Duration.ofSeconds(60));
        refused(frank.redeem(code), 400, "invalid_grant");
    }

    /** RFC 6749 section 4.1.2: a second use revokes what the first produced. */
    @Test
    void aSecondUseEndsWhatTheFirstMade() {
        service.resourceServer("cli-grace-server", "billing");
        var grace = member("grace");
        var code = grace.code(READ);
        var first = grace.redeem(code);
        assertThat(active("cli-grace-server", first)).isTrue();
        refused(grace.redeem(code), 400, "invalid_grant");
        assertThat(active("cli-grace-server", first)).as("ASVS 10.4.2: what it was redeemed for").isFalse();
        refused(grace.refresh(first.text("/refresh_token")), 400, "invalid_grant");
        assertThat(history(connection(first))).containsExactly("ConnectionAuthorized", "ConnectionRevoked");
        refused(grace.redeem(code), 400, "invalid_grant");
        assertThat(history(connection(first))).hasSize(2);
    }

    @Test
    void ofThirtyTwoAtOnceAtMostOneSucceeds() throws Exception {
        var heidi = member("heidi");
        var code = heidi.code(READ);
        var answers = atOnce(32, () -> heidi.redeem(code));
        assertThat(answers.stream().filter(answer -> answer.status() == 200).count()).isLessThanOrEqualTo(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
    }

    @Test
    void aDecidedRequestIsTakenUpOnce() throws Exception {
        var ivan = member("ivan");
        var request = waiting(ivan.authorize());
        service.consent.allow(request, READ, WRITE);
        var answers = atOnce(32, () -> ivan.proceed(request));
        assertThat(answers.stream().filter(answer -> answer.status() == 303)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 400).findFirst().orElseThrow().content())
                .contains("answered already");
    }

    @Test
    void anotherPersonOrSessionCannotTakeItUp() {
        var judy = member("judy");
        var request = waiting(judy.authorize());
        service.consent.allow(request, READ);
        var elsewhere = new Member(service, "usr-judy", "ses-stolen", judy.clientId(), judy.redirectUri(), "billing");
        var stranger = new Member(service, "usr-mallory", "ses-judy", judy.clientId(), judy.redirectUri(), "billing");
        assertThat(elsewhere.proceed(request).status()).isEqualTo(400);
        assertThat(stranger.proceed(request).status()).isEqualTo(400);
        assertThat(heard(judy.proceed(request))).containsKey("code");
    }

    @Test
    void tenMinutesLaterItIsTooLate() {
        var kate = member("kate");
        var request = waiting(kate.authorize());
        service.clock.advance(Duration.ofMinutes(10));
        service.consent.allow(request, READ);
        var late = kate.proceed(request);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.content()).contains("took too long");
    }

    /** spec 8.15: several tabs of one person wait side by side. */
    @Test
    void severalTabsWaitSideBySideAndTheOldestGivesWay() {
        var leo = member("leo");
        var requests = IntStream.range(0, 21).mapToObj(_ -> {
            service.clock.advance(Duration.ofMillis(10));
            return waiting(leo.authorize());
        }).toList();
        requests.forEach(request -> service.consent.allow(request, READ, WRITE));
        assertThat(leo.proceed(requests.getFirst()).status()).isEqualTo(400);
        assertThat(requests.subList(1, 21)).allSatisfy(request -> assertThat(heard(leo.proceed(request))).containsKey("code"));
    }

    @Test
    void whoIsNoMemberAnyMoreGetsNoTokens() {
        var mia = member("mia");
        var code = mia.code(READ);
        service.consent.strangers.add("usr-mia");
        refused(mia.redeem(code), 400, "invalid_grant");
    }

    @Test
    void whatWasCutBetweenDecisionAndRedemptionIsDead() {
        var nina = member("nina");
        var code = nina.code(READ);
        service.cut("member:org-1:usr-nina", 5);
        refused(nina.redeem(code), 400, "invalid_grant");
        service.consent.access.clear();
        var oscar = member("oscar");
        var second = oscar.code(READ);
        service.fact("client:cli-oscar", 4, false, false, 4);
        refused(oscar.redeem(second), 400, "invalid_grant");
    }

    /** Architecture section 6: never by the table alone, which a feed that lags leaves behind. */
    @Test
    void whatOnlyItsOwnerKnowsToBeCutOrDoesNotKnowAtAllIsDeadHoweverFreshTheFeedIs() {
        var cut = member("petra");
        var code = cut.code(READ);
        service.consent.access.says(new AccessEntry("member:org-1:usr-petra", 3, false, false, 3));
        refused(cut.redeem(code), 400, "invalid_grant");
        var unknown = member("quentin");
        var second = unknown.code(READ);
        service.registry.bindings.remove("cli-quentin billing");
        refused(unknown.redeem(second), 400, "invalid_grant");
    }

    @Test
    void theConsentServicesSilenceIsNotAYes() {
        var paul = member("paul");
        var code = paul.code(READ);
        service.consent.silent = true;
        assertThat(paul.redeem(code).status()).isEqualTo(503);
        service.consent.silent = false;
        assertThat(paul.redeem(code).status()).isEqualTo(200);
    }

    static List<String> history(String stream) {
        return service.bean(Streams.class).load(stream, List.<String>of(), (known, recorded) -> {
            var more = new ArrayList<>(known);
            more.add(recorded.event().getClass().getSimpleName());
            return List.copyOf(more);
        }).state();
    }

    static List<Answer> atOnce(int callers, Callable<Answer> call) throws Exception {
        var barrier = new CyclicBarrier(callers);
        Callable<Answer> together = () -> {
            barrier.await();
            return call.call();
        };
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(IntStream.range(0, callers).mapToObj(_ -> together).toList())) {
                answers.add(one.get());
            }
        }
        return answers;
    }

}
