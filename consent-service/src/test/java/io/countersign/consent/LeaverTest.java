package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.consent.directory.Membership;
import io.countersign.registry.contract.LeaverMode;
import io.countersign.web.passport.Actor;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * EL-19, domain.md 2.6.1: whom the identity provider lets in no more keeps nothing here, whether it said so or not, and nobody else loses
 * anything.
 */
@Tag("broker")
class LeaverTest extends LeaverFixture {
    @Test
    void whoIsDisabledThereIsCutHereAsSoonAsItIsSignalled() {
        var mia = holder("org-1", "usr-mia");

        PEOPLE.disables(mia);
        signal(mia);

        awaitStatus(mia, "SUSPENDED");
        assertThat(word("org-1", mia).body().at("/access/suspended").asBoolean()).isTrue();
        assertThat(word("org-1", mia).body().at("/access/epoch").asLong()).isEqualTo(3);
    }

    /** An event is a hint; what decides is the provider's current word. */
    @Test
    void aSignalAloneEndsNobody() {
        var still = holder("org-1", "usr-still-here");
        var gone = holder("org-1", "usr-gone-behind");
        PEOPLE.forgets(gone);

        signal(still);
        signal(gone);

        awaitStatus(gone, "LEFT");
        assertThat(status(still)).isEqualTo("ENABLED");
    }

    @Test
    void ofSignalsOfOneTimeNoneIsLostThoughOneComesToLightLater() {
        var first = holder("org-1", "usr-same-time-1");
        var second = holder("org-1", "usr-same-time-2");
        PEOPLE.forgets(first);
        PEOPLE.forgets(second);
        var at = TIME.incrementAndGet();

        PEOPLE.signals("same-1", at, first);
        awaitStatus(first, "LEFT");
        PEOPLE.signals("same-2", at, second);

        awaitStatus(second, "LEFT");
    }

    @Test
    void whatWasSignalledWhileNobodyListenedIsHandledAfterwards() {
        var away = holder("org-1", "usr-away");

        consent.pause(() -> {
            PEOPLE.forgets(away);
            signal(away);
        });

        awaitStatus(away, "LEFT");
    }

    @Test
    void sayingItTwiceIsOneEvent() {
        var once = holder("org-1", "usr-once");
        var last = holder("org-1", "usr-once-last");
        PEOPLE.forgets(once);
        PEOPLE.forgets(last);

        signal(once);
        signal(once);
        awaitStatus(once, "LEFT");
        signal(once);
        signal(last);
        awaitStatus(last, "LEFT");
        compared();

        assertThat(word("org-1", once).body().at("/access/version").asLong()).as("off, on, left").isEqualTo(2);
    }

    @Test
    void whoIsGoneWithoutASignalIsFoundByComparison() {
        var silentlyGone = holder("org-1", "usr-silently-gone");
        PEOPLE.forgets(silentlyGone);

        compared();

        awaitStatus(silentlyGone, "LEFT");
    }

    /** No answer is no answer. */
    @Test
    void aSilentDirectoryEndsNobody() {
        var unasked = holder("org-1", "usr-unasked");
        PEOPLE.forgets(unasked);
        PEOPLE.silent(true);
        try {
            signal(unasked);
            CLOCK.advance(INTERVAL.plusSeconds(1));
            var before = PEOPLE.asked();
            await().atMost(BOUND).until(() -> PEOPLE.asked() > before + 10);
            assertThat(status(unasked)).isEqualTo("ENABLED");
        } finally {
            PEOPLE.silent(false);
        }
        awaitStatus(unasked, "LEFT");
    }

    @Test
    void tooManyLeaversAtOnceWaitForAnOwnerWhoSawThatVerySet() {
        var many = IntStream.range(0, 12).mapToObj(n -> holder("org-1", "usr-many-" + n)).toList();
        many.forEach(PEOPLE::forgets);

        compared();

        assertThat(hold().text("/status")).isEqualTo("HELD");
        assertThat(hold().body().at("/items").findValuesAsString("userId")).containsAll(many);
        assertThat(many).allSatisfy(user -> assertThat(status(user)).isEqualTo("ENABLED"));
        var shown = hold().text("/setId");
        var key = consent.key("org-1", "owner");
        assertThat(confirm(key, shown).status()).isEqualTo(403);
        var earlier = consent.passport(new Actor(Actor.Type.MEMBER, "usr-owner"), "org-1", "session", Duration.ofMinutes(10), "owner");
        assertThat(confirm(earlier, shown).text("/code")).isEqualTo("step_up_required");
        assertThat(confirm(consent.person("org-1", "usr-2", "auditor"), shown).status()).isEqualTo(403);

        PEOPLE.knows(many.getFirst(), "Not gone after all");
        compared();
        assertThat(confirm(owner("org-1"), shown).text("/code")).isEqualTo("set_changed");
        assertThat(confirm(owner("org-1"), hold().text("/setId")).status()).isEqualTo(204);

        many.subList(1, many.size()).forEach(user -> awaitStatus(user, "LEFT"));
        assertThat(status(many.getFirst())).isEqualTo("ENABLED");
        await().atMost(BOUND).untilAsserted(() -> {
            CLOCK.advance(INTERVAL.plusSeconds(1));
            assertThat(hold().text("/status")).isEqualTo("QUIET");
        });
    }

    @Test
    void whereOwnersConfirmEachLeaverNobodyIsEndedBeforeOneHas() {
        var flagged = holder("org-1", "usr-flagged");
        leaverMode(LeaverMode.FLAG);
        try {
            PEOPLE.disables(flagged);
            signal(flagged);

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(hold().body().at("/items").findValuesAsString("userId")).containsExactly(flagged));
            assertThat(status(flagged)).isEqualTo("ENABLED");

            assertThat(confirm(owner("org-1"), hold().text("/setId")).status()).isEqualTo(204);
            awaitStatus(flagged, "SUSPENDED");
        } finally {
            leaverMode(LeaverMode.REVOKE);
        }
    }

    private static void leaverMode(LeaverMode mode) {
        PEERS.leaverMode = mode;
        await().atMost(BOUND).until(() -> consent.bean(Membership.class).flagsLeavers("org-1") == (mode == LeaverMode.FLAG));
    }

    @Test
    void anEmptyDirectoryEndsNobodyHoweverFewThereAre() {
        var few = holder("org-1", "usr-of-few");
        PEOPLE.emptied(true);
        try {
            compared();
            assertThat(status(few)).isEqualTo("ENABLED");
            assertThat(hold().text("/status")).isEqualTo("HELD");
        } finally {
            PEOPLE.emptied(false);
        }
        compared();
        await().atMost(BOUND).untilAsserted(() -> assertThat(hold().text("/status")).isEqualTo("QUIET"));
        assertThat(status(few)).isEqualTo("ENABLED");
    }

    @Test
    void whoIsTakenOutOfOneOrganizationKeepsWhatTheyHoldInAnother() {
        var two = holder("org-1", "usr-of-two");
        PEOPLE.knowsIn("kc-umbrella", two);
        holder("org-2", two);
        var before = word("org-2", two).body();

        PEOPLE.takesOut(two);
        signal(two);

        awaitStatus(two, "LEFT");
        compared();
        assertThat(word("org-2", two).body()).isEqualTo(before);
    }

    @Test
    void comingBackRestoresNothingAndAnOwnerSwitchesOn() {
        var back = holder("org-1", "usr-back");
        PEOPLE.takesOut(back);
        signal(back);
        awaitStatus(back, "LEFT");
        var cut = word("org-1", back).body().at("/access/epoch").asLong();
        var path = "/api/v1/orgs/org-1/members/" + back + "/access";
        assertThat(consent.post(owner("org-1"), path, "{\"enabled\":true}").status()).isEqualTo(409);

        PEOPLE.takesBack(back);
        signal(back);

        awaitStatus(back, "DISABLED");
        assertThat(consent.post(owner("org-1"), path, "{\"enabled\":true}").status()).isEqualTo(204);
        assertThat(word("org-1", back).body().at("/access/epoch").asLong()).as("what was held before is below").isEqualTo(cut);
    }

    /** Roles hold for people from outside: only who belonged can leave. */
    @Test
    void whoHoldsARoleWithoutEverBelongingIsNoLeaverAndWhoBelongedIs() {
        PEOPLE.takesOut("usr-admin");

        compared();

        awaitStatus("usr-admin", "LEFT");
        assertThat(status("usr-outsider")).isEqualTo("ENABLED");
    }
}
