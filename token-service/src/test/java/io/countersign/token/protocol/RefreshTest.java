package io.countersign.token.protocol;

import static io.countersign.token.protocol.CodeFlowTest.atOnce;
import static io.countersign.token.protocol.CodeFlowTest.history;
import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ServerAnswer;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.access.AccessEntry;
import io.countersign.web.passport.PassportMint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** RFC 6749 section 6 and RFC 9700 section 4.14: exchange, repeats, reuse (architecture section 6, spec 8.1). */
class RefreshTest extends PersonTest {
    private static String first(Member member) {
        return member.redeem(member.code(READ, WRITE)).text("/refresh_token");
    }

    private static String next(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        return answer.text("/refresh_token");
    }

    private static void later(Duration time) {
        service.clock.advance(time);
    }

    @Test
    void eachExchangeGivesTheNextTokenForTheSameConnection() {
        var alice = member("r-alice");
        var tokens = alice.redeem(alice.code(READ, WRITE));
        var second = alice.refresh(tokens.text("/refresh_token"));
        var third = alice.refresh(next(second));
        assertThat(next(third)).isNotEqualTo(next(second)).isNotEqualTo(tokens.text("/refresh_token"));
        assertThat(connection(third)).isEqualTo(connection(tokens));
        assertThat(third.text("/scope")).isEqualTo(READ + " " + WRITE);
        assertThat(claims(third).getJWTID()).isNotEqualTo(claims(second).getJWTID());
    }

    /** Several processes of one client share a token (claude-code#85236 and its like). */
    @Test
    void twentyAtOnceGetOneSuccessorAndAUsableTokenEach() throws Exception {
        var bob = member("r-bob");
        var token = first(bob);
        var answers = atOnce(20, () -> bob.refresh(token));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.content()).isEqualTo(200));
        assertThat(answers.stream().map(answer -> answer.text("/refresh_token")).distinct()).hasSize(1);
        assertThat(answers.stream().map(answer -> claims(answer).getJWTID()).distinct()).hasSize(20);
        assertThat(bob.refresh(answers.getFirst().text("/refresh_token")).status()).isEqualTo(200);
    }

    /** Each replica has its own process on the one store (R-C4); by their own clocks they would make different successors. */
    @Test
    void twoReplicasAgreeOnTheSuccessor() throws Exception {
        var replica = service.replica(Duration.ofSeconds(10));
        var lisa = member("r-lisa");
        var there = new Member(replica, lisa.userId(), lisa.session(), lisa.clientId(), lisa.redirectUri(), lisa.serverId());
        var turn = new AtomicInteger();
        var token = first(lisa);
        var answers = atOnce(20, () -> (turn.incrementAndGet() % 2 == 0 ? lisa : there).refresh(token));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.content()).isEqualTo(200));
        assertThat(answers.stream().map(answer -> answer.text("/refresh_token")).distinct()).hasSize(1);
    }

    @Test
    void aRetryAfterALostAnswerGetsTheSameSuccessorEvenAfterARestart() {
        var carol = member("r-carol");
        var token = first(carol);
        var lost = next(carol.refresh(token));
        service.restart();
        later(Duration.ofSeconds(20));
        assertThat(next(carol.refresh(token))).isEqualTo(lost);
    }

    @Test
    void onceTheSuccessorWasUsedARepeatGetsNothingAndHarmsNothing() {
        var dave = member("r-dave");
        var token = first(dave);
        var second = next(dave.refresh(token));
        var third = next(dave.refresh(second));
        refused(dave.refresh(token), 400, "invalid_grant");
        next(dave.refresh(third));
    }

    /** Replicas' clocks differ: for a minute behind the window nothing is concluded. */
    @Test
    void betweenTheWindowAndAMinuteAfterItARepeatIsRefusedAndNothingElse() {
        var erin = member("r-erin");
        var token = first(erin);
        var second = next(erin.refresh(token));
        later(Duration.ofSeconds(31));
        refused(erin.refresh(token), 400, "invalid_grant");
        later(Duration.ofSeconds(58));
        refused(erin.refresh(token), 400, "invalid_grant");
        next(erin.refresh(second));
    }

    @Test
    void laterItIsReuseWhichEndsTheConnectionAndStaysAsAFinding() {
        var frank = member("r-frank");
        service.resourceServer("cli-frank-server", "billing");
        var tokens = frank.redeem(frank.code(READ));
        var refreshed = frank.refresh(tokens.text("/refresh_token"));
        var second = next(refreshed);
        later(Duration.ofSeconds(92));
        assertThat(active("cli-frank-server", tokens)).isTrue();
        refused(frank.refresh(tokens.text("/refresh_token")), 400, "invalid_grant");
        assertThat(active("cli-frank-server", tokens)).as("the whole family is dead").isFalse();
        assertThat(active("cli-frank-server", refreshed)).as("the whole family is dead").isFalse();
        refused(frank.refresh(second), 400, "invalid_grant");
        assertThat(history(connection(tokens))).containsExactly("ConnectionAuthorized", "RefreshReuseDetected", "ConnectionRevoked");
    }

    @Test
    void aServerMayHaveNoWindow() {
        var gina = member("r-gina");
        var known = Objects.requireNonNull(service.registry.servers.get("billing"));
        service.registry.servers.put("billing", withoutGrace(known));
        var token = first(gina);
        var second = next(gina.refresh(token));
        refused(gina.refresh(token), 400, "invalid_grant");
        var third = next(gina.refresh(second));
        later(Duration.ofSeconds(62));
        refused(gina.refresh(token), 400, "invalid_grant");
        refused(gina.refresh(third), 400, "invalid_grant");
    }

    static ServerAnswer withoutGrace(ServerAnswer s) {
        return new ServerAnswer(s.serverId(), s.organizationId(), s.projectId(), s.slug(), s.name(), s.status(), s.resource(),
                s.upstreamUrl(), s.scopes(), s.challengeScopes(), s.toolScopes(), s.accessTokenSeconds(), s.idleSeconds(),
                s.absoluteSeconds(), 0, null, s.timeouts(), s.access(), s.listOnlyCallableTools());
    }

    /** A thief who is always in time shows by repeats in each generation. */
    @Test
    void repeatsInThreeSuccessiveGenerationsAreAFinding() {
        var hans = member("r-hans");
        var tokens = hans.redeem(hans.code(READ));
        var token = tokens.text("/refresh_token");
        for (var generation = 0; generation < 3; generation++) {
            assertThat(history(connection(tokens))).doesNotContain("ConnectionFlagged");
            var successor = next(hans.refresh(token));
            assertThat(next(hans.refresh(token))).isEqualTo(successor);
            token = successor;
        }
        assertThat(history(connection(tokens))).containsExactly("ConnectionAuthorized", "ConnectionFlagged");
    }

    @Test
    void anotherClientsTokenIsWorthNothingAndHarmsNothing() {
        var ida = member("r-ida");
        var mallory = member("r-mallory");
        var token = first(ida);
        refused(mallory.refresh(token), 400, "invalid_grant");
        var second = next(ida.refresh(token));
        later(Duration.ofMinutes(5));
        refused(mallory.refresh(token), 400, "invalid_grant");
        next(ida.refresh(second));
    }

    /** R-C6: each token that is issued is good for its own use only. */
    @Test
    void whatIsOfOneKindIsNotTakenForAnother() {
        service.resourceServer("cli-r-server", "billing");
        var kim = member("r-kim");
        var tokens = kim.redeem(kim.code(READ));
        var shown = Map.of("access", tokens.text("/access_token"), "refresh", tokens.text("/refresh_token"), "code", kim.code(READ),
                "passport", service.bean(PassportMint.class).mint(kim.passport(), "token-service"));
        var opened = new TreeSet<String>();
        shown.forEach((kind, value) -> {
            if (service.oauth("/o/acme/oauth2/introspect", "cli-r-server", "token", value).body().path("active").asBoolean()) {
                opened.add(kind + " at introspection");
            }
            if (kim.refresh(value).status() == 200) {
                opened.add(kind + " at refresh");
            }
            if (kim.redeem(value).status() == 200) {
                opened.add(kind + " at redemption");
            }
        });
        assertThat(opened).containsExactly("access at introspection", "code at redemption", "refresh at refresh");
    }

    @Test
    void aChangedTokenIsNoToken() {
        var jane = member("r-jane");
        var token = first(jane);
        var facts = token.substring(4, token.indexOf('.'));
        var changed = new String(Base64.getUrlDecoder().decode(facts), StandardCharsets.US_ASCII).replaceFirst(
                "\\|0\\|(\\d+)$", "|7|$1");
        for (var forged : new String[]{token + "A", token.substring(0, token.length() - 1), "csr_" + facts, "csr_.x", "x",
                "csr_" + Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(StandardCharsets.US_ASCII))
                        + token.substring(token.indexOf('.'))}) {
            refused(jane.refresh(forged), 400, "invalid_grant");
        }
        next(jane.refresh(token));
    }

    @Test
    void aRefreshMayNarrowAndNeverWiden() {
        var kurt = member("r-kurt");
        var token = kurt.redeem(kurt.codeOf(kurt.authorize("scope", READ + " " + WRITE), READ)).text("/refresh_token");
        var wide = kurt.refresh(token, "scope", READ + " " + WRITE + " offline_access");
        assertThat(wide.text("/scope")).isEqualTo(READ);
        refused(kurt.refresh(next(wide), "scope", WRITE), 400, "invalid_scope");
        refused(kurt.refresh(next(wide), "resource", FakeRegistry.resource("files")), 400, "invalid_target");
        next(kurt.refresh(next(wide), "resource", FakeRegistry.resource("billing")));
    }

    @Test
    void whatWasCutGivesNothingNew() {
        var lea = member("r-lea");
        var token = first(lea);
        service.cut("consent:cns-1", 3);
        refused(lea.refresh(token), 400, "invalid_grant");
        service.consent.access.clear();
        service.feed.forget("consent:cns-1");
        next(lea.refresh(token));
    }

    /** Architecture section 6: never by the table alone, which a feed that lags leaves behind. */
    @Test
    void whatOnlyItsOwnerKnowsToBeCutGivesNothingNewHoweverFreshTheFeedIs() {
        var liv = member("r-liv");
        var token = first(liv);
        service.consent.access.says(new AccessEntry("member:org-1:usr-r-liv", 3, false, false, 3));
        service.feed.forget("member:org-1:usr-r-liv");
        refused(liv.refresh(token), 400, "invalid_grant");
    }

    /** EL-19 where leavers wait for an owner: what they have goes on. */
    @Test
    void whoseLeavingAnOwnerHasToConfirmGoesOn() {
        var fay = member("r-fay");
        var token = next(fay.refresh(first(fay)));
        service.consent.strangers.add("usr-r-fay");
        service.consent.flagged.add("usr-r-fay");
        service.feed.put(new AccessEntry("member:org-1:usr-r-fay", 0, false, false, 1));
        next(fay.refresh(token));
        service.consent.strangers.clear();
        service.consent.flagged.clear();
    }

    /** A yes of the consent-service is kept for some seconds, but not beside news of the member. */
    @Test
    void whoIsKnownToHaveLeftGetsNothingNewWhateverWasSaidAMomentAgo() {
        var lou = member("r-lou");
        var token = next(lou.refresh(first(lou)));
        service.consent.strangers.add("usr-r-lou");
        service.feed.put(new AccessEntry("member:org-1:usr-r-lou", 0, false, false, 1));
        refused(lou.refresh(token), 400, "invalid_grant");
        service.consent.strangers.clear();
        next(lou.refresh(token));
    }

    @Test
    void whatIsPausedCanGoOnWithTheSameTokenLater() {
        var max = member("r-max");
        var token = first(max);
        service.fact("client:cli-r-max", 0, true, false, 3);
        refused(max.refresh(token), 400, "access_denied");
        service.fact("client:cli-r-max", 0, false, false, 4);
        next(max.refresh(token));
    }

    @Test
    void aRefreshKeepsTheConnectionAlive() {
        var nora = member("r-nora");
        var token = first(nora);
        later(Duration.ofMinutes(50));
        token = next(nora.refresh(token));
        later(Duration.ofMinutes(50));
        token = next(nora.refresh(token));
        later(Duration.ofMinutes(61));
        refused(nora.refresh(token), 400, "invalid_grant");
    }
}
