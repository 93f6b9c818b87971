package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.consent.contract.ConsentEvent.ConsentDenied;
import io.countersign.consent.contract.ConsentEvent.ConsentGranted;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.AuthorizationRequestAnswer.Scope;
import java.time.Instant;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form as a browser and as an attacker sends it, and what comes of both. */
class ConsentDecisionTest extends PageTest {
    private static final int ROUNDS = "full".equals(System.getProperty("countersign.proofs")) ? 1_000 : 4;

    /** C13: what is granted is what is required and what is ticked. */
    @Test
    void allowingGrantsTheRequiredAndTheTickedAndSendsTheBrowserOn() {
        var request = peers.holds(Requests.of("usr-1").client("cli-allow", "Claude Desktop").build());

        var answer = consent.submit(mia, path(request), "decision=allow&scope=billing:write&version=" + version(request));
        var decided = decision(request);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).contains(
                "http-equiv=\"refresh\" content=\"0;url=/o/acme/oauth2/authorize/continue?request=" + request.id() + "\"",
                "href=\"/o/acme/oauth2/authorize/continue?request=" + request.id() + "\"");
        assertThat(decided.text("/outcome")).isEqualTo("GRANTED");
        assertThat(decided.text("/basis")).isEqualTo("EXPLICIT");
        assertThat(decided.body().at("/version").asLong()).isEqualTo(1);
        assertThat(decided.body().at("/grantedScopes").valueStream().map(scope -> scope.asString()).toList())
                .containsExactly("billing:read", "billing:write");
        assertThat(events(decided.text("/consentId"))).singleElement()
                .isInstanceOfSatisfying(ConsentGranted.class, granted -> {
                    assertThat(granted.declinedOptional()).containsExactly("billing:refund");
                    assertThat(granted.textHash()).hasSize(43);
                    assertThat(granted.locale()).isEqualTo("en");
                });
    }

    @Test
    void denyingIsRecordedAndGrantsNothing() {
        var request = peers.holds(Requests.of("usr-1").client("cli-deny", "Claude Desktop").build());

        var answer = consent.submit(mia, path(request), "decision=deny&version=" + version(request));

        assertThat(answer.content()).contains("authorize/continue?request=" + request.id());
        assertThat(decision(request).text("/outcome")).isEqualTo("DENIED");
        assertThat(events(decision(request).text("/consentId"))).singleElement().isInstanceOf(ConsentDenied.class);
    }

    @Test
    void beforeAnybodyDecidesThereIsNoDecision() {
        var request = peers.holds(Requests.of("usr-1").build());
        page(request);

        assertThat(decision(request).status()).isEqualTo(404);
        assertThat(decision(request).text("/code")).isEqualTo("not_decided");
    }

    @Test
    void ofTwoLoadsOfThePageEitherFormSubmitsOnce() {
        var request = peers.holds(Requests.of("usr-1").client("cli-tabs", "Claude Desktop").build());
        var first = version(request);
        var second = version(request);

        var allowed = consent.submit(mia, path(request), "decision=allow&version=" + second);
        var repeated = consent.submit(mia, path(request), "decision=allow&version=" + first);
        var denied = consent.submit(mia, path(request), "decision=deny&version=" + first);

        assertThat(allowed.content()).contains("http-equiv=\"refresh\"");
        assertThat(repeated.content()).as("a lost answer goes on").contains("http-equiv=\"refresh\"");
        assertThat(denied.content()).contains("This was answered already").doesNotContain("http-equiv");
        assertThat(page(request).content()).contains("This was answered already");
        assertThat(events(decision(request).text("/consentId"))).hasSize(1);
    }

    /** R-C4: also where the replicas' clocks are 30 s apart, and where some allow and some deny. */
    @Test
    void ofThirtyTwoFormsAtTwoReplicasOneDecides() throws Exception {
        var ahead = consent.replica(Duration.ofSeconds(30));
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < ROUNDS; round++) {
                var request = peers.holds(Requests.of("usr-1").client("cli-both-" + round, "Claude Desktop").build());
                var version = version(request);
                var barrier = new CyclicBarrier(32);
                var answers = hands.invokeAll(IntStream.range(0, 32).mapToObj(n -> (Callable<Answer>) () -> {
                    barrier.await();
                    return (n % 2 == 0 ? consent : ahead).submit(mia, path(request),
                            "decision=" + (n % 4 < 2 ? "allow" : "deny") + "&version=" + version);
                }).toList());
                var outcomes = new HashSet<String>();
                for (var answer : answers) {
                    assertThat(answer.get().status()).as(answer.get().content()).isEqualTo(200);
                    outcomes.add(answer.get().content().contains("http-equiv") ? "goes on" : "is told it was answered");
                }
                assertThat(outcomes).as("who said the same as the first goes on, who said otherwise does not").hasSize(2);
                assertThat(events(decision(request).text("/consentId"))).hasSize(1);
            }
        } finally {
            ahead.leave();
        }
    }

    @Test
    void ofThirtyTwoFormsAtOnceOneDecides() throws Exception {
        var request = peers.holds(Requests.of("usr-1").client("cli-race", "Claude Desktop").build());
        var version = version(request);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands.invokeAll(Collections.<Callable<Answer>>nCopies(32,
                    () -> consent.submit(mia, path(request), "decision=allow&version=" + version)));
            for (var answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }

        assertThat(events(decision(request).text("/consentId"))).hasSize(1);
    }

    @Test
    void theSingleUseSurvivesARestart() {
        var request = peers.holds(Requests.of("usr-1").client("cli-restart", "Claude Desktop").build());
        var version = version(request);
        consent.submit(mia, path(request), "decision=deny&version=" + version);

        consent.restart();
        var again = consent.submit(mia, path(request), "decision=allow&version=" + version);

        assertThat(again.content()).contains("This was answered already");
        assertThat(decision(request).text("/outcome")).isEqualTo("DENIED");
    }

    @Test
    void anotherPersonAndAnotherSessionSeeNothing() {
        var request = peers.holds(Requests.of("usr-1").build());
        var stranger = consent.person("org-1", "usr-2", "member");
        var elsewhere = new Passport(new Actor(Actor.Type.MEMBER, "usr-1"), "org-1", Set.of("member"), Instant.now(), "session", "other");
        var version = version(request);

        for (var caller : List.of(stranger, elsewhere, consent.person("org-2", "usr-1", "member"))) {
            assertThat(consent.get(caller, path(request)).status()).isEqualTo(404);
            assertThat(consent.get(caller, path(request)).content()).doesNotContain("Claude Desktop");
            assertThat(consent.submit(caller, path(request), "decision=allow&version=" + version).status()).isEqualTo(404);
        }
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void aFormFromElsewhereDecidesNothing() {
        var request = peers.holds(Requests.of("usr-1").build());
        var fields = "decision=allow&version=" + version(request);

        assertThat(consent.form(mia, path(request), fields, "Origin", "https://evil.example").status()).isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields, "Origin", "null").status()).isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields).status()).isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields, "Origin", RunningConsent.ORIGIN, "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(consent.form(mia, path(request), fields, "Origin", RunningConsent.ORIGIN, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void aFormDecidesOnlyOnWhatWasShown() {
        var before = peers.holds(Requests.of("usr-1").client("cli-changed", "Claude Desktop").build());
        var version = version(before);
        peers.holds(Requests.of("usr-1").client("cli-changed", "Claude Desktop")
                .scopes(new Scope("billing:read", "Delete the whole company", true)).again(before.id()));

        var answer = consent.submit(mia, path(before), "decision=allow&version=" + version);

        assertThat(answer.content()).contains("What is asked has changed", "Delete the whole company").doesNotContain("http-equiv");
        assertThat(decision(before).status()).isEqualTo(404);
        assertThat(consent.submit(mia, path(before), "decision=allow&version=" + versionIn(answer)).content())
                .contains("http-equiv=\"refresh\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "decision=maybe", "decision=allow&decision=deny", "decision=allow&scope=admin:everything", "decision=allow&scope="})
    void aFormThatSaysSomethingElseIsAPageThatNamesClientAddressAndRule(String fields) {
        var request = peers.holds(Requests.of("usr-1").build());

        var answer = consent.submit(mia, path(request), fields + "&version=" + version(request));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.content()).contains("Claude Desktop", "http://127.0.0.1:33418/oauth/callback", "Nothing was decided");
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void whereTokenServiceIsSilentNothingIsDecided() {
        var request = peers.holds(Requests.of("usr-1").build());
        var version = version(request);
        peers.silent(true);
        try {
            var answer = consent.submit(mia, path(request), "decision=allow&version=" + version);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
        } finally {
            peers.silent(false);
        }
        assertThat(decision(request).status()).isEqualTo(404);
    }

    @Test
    void aMemberWhoseAccessIsOffAllowsNothingAndMayStillDeny() {
        var off = consent.person("org-1", "usr-off", "member");
        var request = peers.holds(Requests.of("usr-off").build());
        var version = versionIn(consent.get(off, path(request)));
        consent.post(off, "/api/v1/orgs/org-1/members/usr-off/access", "{\"enabled\":false}");

        assertThat(consent.get(off, path(request)).status()).isEqualTo(403);
        assertThat(consent.submit(off, path(request), "decision=allow&version=" + version).status()).isEqualTo(403);
        assertThat(consent.submit(off, path(request), "decision=deny&version=" + version).status()).isEqualTo(200);
        assertThat(decision(request).text("/outcome")).isEqualTo("DENIED");
    }
}
