package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The switch over HTTP, and the owner's word on it. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberAccessApiTest {
    private static final String API = "/api/v1/orgs/org-1/members/";
    private static final String OFF = "{\"enabled\":false,\"reasonCode\":\"SECURITY\"}";
    private static final String ON = "{\"enabled\":true}";

    private final RunningConsent consent = RunningConsent.company().consent();
    private Passport owner;
    private Passport service;

    @BeforeAll
    void start() {
        owner = consent.person("org-1", "usr-1", "owner");
        service = consent.service("org-1");
    }

    @Test
    void aMemberNobodyEverSwitchedOffIsEnabled() {
        var answer = consent.get(service, "/internal/organizations/org-1/members/usr-new/access");

        assertThat(answer.text("/status")).isEqualTo("ENABLED");
        assertThat(answer.body().at("/access/suspended").asBoolean()).isFalse();
        assertThat(consent.post(owner, API + "usr-new/access", ON).status()).isEqualTo(204);
    }

    @Test
    void switchingOffCutsAndSwitchingOnRestoresNothing() {
        consent.post(owner, API + "usr-2/access", OFF);
        consent.post(owner, API + "usr-2/access", ON);
        assertThat(consent.post(owner, API + "usr-2/access", OFF).status()).isEqualTo(204);
        var off = consent.get(service, "/internal/organizations/org-1/members/usr-2/access");
        consent.post(owner, API + "usr-2/access", ON);
        var on = consent.post(service, "/internal/access", "{\"keys\":[\"member:org-1:usr-2\",\"client:cli-1\"]}");

        assertThat(off.text("/status")).isEqualTo("DISABLED");
        assertThat(off.body().at("/access/suspended").asBoolean()).isTrue();
        assertThat(off.body().at("/access/epoch").asLong()).isEqualTo(3);
        assertThat(on.text("/unknown/0")).isEqualTo("client:cli-1");
        assertThat(on.body().at("/known/0/epoch").asLong()).isEqualTo(3);
        assertThat(on.body().at("/known/0/suspended").asBoolean()).isFalse();
    }

    @Test
    void aManagementKeyCannotSwitch() {
        var key = consent.key("org-1", "owner");

        var answer = consent.post(key, API + "usr-3/access", OFF);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/code")).isEqualTo("person_required");
    }

    @Test
    void aLoginOfTenMinutesAgoIsTooOld() {
        var earlier = consent.passport(new Actor(Actor.Type.MEMBER, "usr-1"), "org-1", "session", Duration.ofMinutes(10), "owner");

        var answer = consent.post(earlier, API + "usr-3/access", OFF);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/code")).isEqualTo("step_up_required");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=300");
    }

    /** Architecture section 9: C-3 counts in a gateway session only. */
    @Test
    void aBearerTokenSwitchesNobodyElseHoweverFreshItsLoginIs() {
        var bearer = consent.passport(new Actor(Actor.Type.MEMBER, "usr-1"), "org-1", "bearer", Duration.ZERO, "owner");

        for (var way : List.of(OFF, ON)) {
            var answer = consent.post(bearer, API + "usr-3/access", way);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text("/code")).isEqualTo("session_required");
        }
    }

    @Test
    void theListShowsWhoWasSwitched() {
        var off = consent.post(owner, API + "usr-listed/access", OFF);

        var list = consent.get(owner, "/api/v1/orgs/org-1/members?status=DISABLED", "Countersign-Receipt",
                off.header("Countersign-Receipt"));

        assertThat(list.body().at("/items").findValuesAsString("userId")).contains("usr-listed");
    }

    @Test
    void onlyAnOwnerSwitches() {
        var auditor = consent.person("org-1", "usr-1", "auditor");

        assertThat(consent.post(auditor, API + "usr-3/access", OFF).status()).isEqualTo(403);
    }

    @Test
    void theSwitchNeedsAPosition() {
        var answer = consent.post(owner, API + "usr-3/access", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/field")).isEqualTo("enabled");
    }

    @Test
    void whatIsNoUserIdIsAWrongValue() {
        var answer = consent.post(owner, API + "%7B%7D/access", OFF);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/code")).isEqualTo("validation_failed");
        assertThat(answer.text("/errors/0/field")).isEqualTo("userId");
    }

    /** MG-06: epoch 0 is what a member has whom nobody ever switched off, so the very first switching off must rise above it. */
    @Test
    void theFirstSwitchingOffCutsForEverToo() {
        var before = consent.get(service, "/internal/organizations/org-1/members/usr-first/access").body().at("/access/epoch").asLong();
        consent.post(owner, API + "usr-first/access", OFF);
        consent.post(owner, API + "usr-first/access", ON);

        var after = consent.get(service, "/internal/organizations/org-1/members/usr-first/access");

        assertThat(after.text("/status")).isEqualTo("ENABLED");
        assertThat(after.body().at("/access/epoch").asLong()).isGreaterThan(before);
    }

    /** domain.md 2.8: self-disable. */
    @Test
    void aMemberSwitchesItselfOffWithoutAFreshLoginAndCannotSwitchItselfOn() {
        var self = consent.passport(new Actor(Actor.Type.MEMBER, "usr-self"), "org-1", "session", Duration.ofHours(3), "member");

        assertThat(consent.post(self, API + "usr-self/access", "{\"enabled\":false}").status()).isEqualTo(204);
        assertThat(consent.get(service, "/internal/organizations/org-1/members/usr-self/access").text("/status")).isEqualTo("DISABLED");
        assertThat(consent.post(self, API + "usr-self/access", ON).status()).isEqualTo(403);
        assertThat(consent.post(self, API + "usr-another/access", OFF).status()).isEqualTo(403);
    }

    @Test
    void aKeyWithAMembersIdIsNotThatMember() {
        var key = consent.passport(new Actor(Actor.Type.MANAGEMENT_KEY, "usr-3"), "org-1", "management_key", Duration.ZERO, "member");

        assertThat(consent.post(key, API + "usr-3/access", OFF).status()).isEqualTo(403);
    }

    /** One switch, thirty-two hands: whoever comes second changes nothing, and nobody is answered with an error. */
    @Test
    void switchingOffIsRecordedOnceHoweverManyDoItAtOnce() throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = hands
                    .invokeAll(Collections.<Callable<Answer>>nCopies(32, () -> consent.post(owner, API + "usr-race/access", OFF)));

            for (var answer : answers) {
                assertThat(answer.get().status()).isEqualTo(204);
                assertThat(answer.get().header("ETag")).isEqualTo("\"0\"");
            }
        }
        assertThat(consent.get(service, "/internal/organizations/org-1/members/usr-race/access").body().at("/access/version").asLong())
                .isZero();
    }

    /** Whatever order the log gave them, each switching off cut, and the last word stands. */
    @Test
    void aRaceOfOnAndOffEndsWithAnEpochAboveEveryOff() throws Exception {
        var words = IntStream.range(0, 32).<Callable<Answer>>mapToObj(
                hand -> () -> consent.post(owner, API + "usr-tug/access", hand % 2 == 0 ? OFF : ON)).toList();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : hands.invokeAll(words)) {
                assertThat(answer.get().status()).isEqualTo(204);
            }
        }

        var end = consent.get(service, "/internal/organizations/org-1/members/usr-tug/access");
        var version = end.body().at("/access/version").asLong();
        var off = end.text("/status").equals("DISABLED");

        assertThat(end.body().at("/access/suspended").asBoolean()).isEqualTo(off);
        assertThat(end.body().at("/access/epoch").asLong()).isEqualTo(off ? version + 1 : version);
    }
}
