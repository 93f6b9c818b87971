package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MemberConnections.Client;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MG-01, MG-02, MG-12 to MG-15: every member with what they hold, and what the list may be narrowed to; MG-07, MG-09: revoking it all. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberListTest {
    private static final String MEMBERS = "/api/v1/orgs/org-1/members";
    private static final Instant ADDED = Instant.parse("2026-10-01T09:00:00Z");
    private static final Instant USED = Instant.parse("2026-11-01T09:00:00Z");
    private static final Instant ENDS = Instant.parse("2026-12-01T09:00:00Z");
    private final FakePeers peers = RunningConsent.company().peers();
    private final RunningConsent consent = RunningConsent.company().consent();
    private Passport owner;

    @BeforeAll
    void people() {
        RunningConsent.company().people().knows("usr-list-busy", "Bea Busy").knows("usr-list-idle", "Ida Idle").knows("usr-list-past",
                "Pat Past");
        peers.holds(new MemberConnections("usr-list-busy", 2, 1, 3, List.of(new Client("cli-desktop", true), new Client("cli-old", false)),
                ADDED, ADDED.plusSeconds(60), USED, ENDS));
        peers.holds(
                new MemberConnections("usr-list-past", 0, 0, 4, List.of(new Client("cli-old", false)), ADDED.minusSeconds(5), null, null,
                        null));
        owner = consent.person("org-1", "usr-owner", "owner");
    }

    @AfterEach
    void everybodySpeaks() {
        peers.silent(false);
    }

    private List<String> listed(String query) {
        return consent.get(owner, MEMBERS + "?limit=200&" + query).body().at("/items").findValuesAsString("userId").stream()
                .filter(user -> user.startsWith("usr-list-")).toList();
    }

    @Test
    void aMemberIsShownWithWhatItHoldsByOneQuestionForThePage() {
        var before = peers.counted();

        var all = consent.get(owner, MEMBERS + "?limit=200").body().at("/items");

        assertThat(peers.counted() - before).isEqualTo(1);
        var busy = all.valueStream().filter(item -> item.at("/userId").asString().equals("usr-list-busy")).findFirst().orElseThrow();
        assertThat(busy.at("/name").asString()).isEqualTo("Bea Busy");
        assertThat(busy.at("/email").asString()).isEqualTo("usr-list-busy@acme.example");
        assertThat(busy.at("/connections/active").asLong()).isEqualTo(2);
        assertThat(busy.at("/connections/expired").asLong()).isEqualTo(1);
        assertThat(busy.at("/connections/revoked").asLong()).isEqualTo(3);
        assertThat(busy.at("/connections/clients/0/active").asBoolean()).isTrue();
        assertThat(busy.at("/connections/firstAddedAt").asString()).isEqualTo(ADDED.toString());
        assertThat(busy.at("/connections/firstUsedAt").asString()).isEqualTo(ADDED.plusSeconds(60).toString());
        assertThat(busy.at("/connections/lastUsedAt").asString()).isEqualTo(USED.toString());
        assertThat(busy.at("/connections/nextExpiryAt").asString()).isEqualTo(ENDS.toString());
        var idle = all.valueStream().filter(item -> item.at("/userId").asString().equals("usr-list-idle")).findFirst().orElseThrow();
        assertThat(idle.at("/connections/active").asLong(-1)).as("never connected, and listed").isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"connected=true | usr-list-busy", "connected=false | usr-list-idle,usr-list-past",
            "q=BEA | usr-list-busy", "q=past@acme | usr-list-past", "q=list-idle&status=ENABLED | usr-list-idle",
            "q=list-idle&status=DISABLED |", "addedFrom=2026-10-01T09:00:00Z | usr-list-busy",
            "addedTo=2026-10-01T09:00:00Z | usr-list-past",
            "lastUsedFrom=2026-10-31T00:00:00Z&lastUsedTo=2026-11-02T00:00:00Z | usr-list-busy",
            "lastUsedTo=2026-10-31T00:00:00Z |"})
    void theListIsNarrowed(String query, String expected) {
        assertThat(listed(query)).isEqualTo(expected == null ? List.of() : List.of(expected.split(",")));
    }

    @Test
    void aNarrowedListIsReadPageByPageToo() {
        var first = consent.get(owner, MEMBERS + "?limit=1&q=usr-list-&connected=false");
        var second = consent.get(owner, MEMBERS + "?limit=1&q=usr-list-&connected=false&cursor=" + first.text("/nextCursor"));

        assertThat(first.text("/items/0/userId")).isEqualTo("usr-list-idle");
        assertThat(second.text("/items/0/userId")).isEqualTo("usr-list-past");
        assertThat(second.text("/nextCursor")).isEmpty();
    }

    @Test
    void whereTheTokenServiceIsSilentMembersAreShownWithoutWhatTheyHoldAndNoFilterGuesses() {
        peers.silent(true);

        var list = consent.get(owner, MEMBERS + "?q=usr-list-busy");

        assertThat(list.text("/items/0/name")).isEqualTo("Bea Busy");
        assertThat(list.body().at("/items/0/connections").isObject()).isFalse();
        assertThat(consent.get(owner, MEMBERS + "?connected=true").status()).isEqualTo(503);
    }

    /** RFC 4180; whoever may not see the list may not take it. */
    @Test
    void theWholeListIsAFileUnderTheSameFilter() {
        var file = consent.get(owner, MEMBERS + "/export?q=usr-list-&connected=true");

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.content().lines()).hasSize(2).first().asString().startsWith("userId,name,email,member,status,");
        assertThat(file.content().lines().toList().getLast()).startsWith("usr-list-busy,Bea Busy,usr-list-busy@acme.example,true,ENABLED,")
                .contains(",2,1,3,").endsWith("," + ADDED + "," + ADDED.plusSeconds(60) + "," + USED + "," + ENDS);
        assertThat(consent.get(consent.person("org-1", "usr-list-busy", "member"), MEMBERS + "/export").status()).isEqualTo(403);
    }

    /** A file without what they hold would look whole. */
    @Test
    void whereTheTokenServiceIsSilentThereIsNoFile() {
        peers.silent(true);

        assertThat(consent.get(owner, MEMBERS + "/export").status()).isEqualTo(503);
    }

    @Test
    void oneMemberIsShownToOwnersAuditorsAndItself() {
        var path = MEMBERS + "/usr-list-busy";

        assertThat(consent.get(owner, path).text("/name")).isEqualTo("Bea Busy");
        assertThat(consent.get(consent.person("org-1", "usr-list-busy", "member"), path).body().at("/connections/active").asLong())
                .isEqualTo(2);
        assertThat(consent.get(consent.person("org-1", "usr-list-idle", "member"), path).status()).isEqualTo(403);
        assertThat(consent.get(owner, MEMBERS + "/usr-nobody").status()).isEqualTo(404);
        assertThat(consent.get(owner, path + "/leaver-report").status()).as("has not left").isEqualTo(404);
    }

    @Test
    void revokingEverythingCutsAndLeavesTheSwitchOn() {
        var path = MEMBERS + "/usr-rev-cut/revoke-all";

        assertThat(revoke(consent.person("org-1", "usr-other", "member"), path).status()).isEqualTo(403);
        assertThat(revoke(consent.person("org-1", "usr-auditor", "auditor"), path).status()).isEqualTo(403);
        assertThat(revoke(owner, path).status()).isEqualTo(204);

        var word = consent.get(consent.service("org-1"), "/internal/organizations/org-1/members/usr-rev-cut/access");
        assertThat(word.text("/status")).isEqualTo("ENABLED");
        assertThat(word.body().at("/access/epoch").asLong()).isEqualTo(1);
        assertThat(word.body().at("/access/suspended").asBoolean(true)).isFalse();
    }

    @Test
    void aMemberRevokesItsOwnHoweverLongAgoItSignedIn() {
        var self = consent.passport(new Actor(Actor.Type.MEMBER, "usr-rev-self"), "org-1", "session", Duration.ofHours(3), "member");

        assertThat(revoke(self, MEMBERS + "/usr-rev-self/revoke-all").status()).isEqualTo(204);
    }

    @Test
    void severalAreRevokedAtOnceEachWithItsOwnResult() {
        var body = "{\"userIds\":[\"usr-rev-m1\",\"usr-rev-m2\"],\"reasonCode\":\"SECURITY\"}";

        var report = consent.post(owner, MEMBERS + ":bulkRevoke", body);

        assertThat(report.body().at("/results").findValuesAsString("status")).containsExactly("REVOKED", "REVOKED");
        assertThat(report.body().at("/results/1/receipt").asString()).isEqualTo("acc-org-1-usr-rev-m2:0");
        assertThat(report.body().at("/summary/revoked").asLong()).isEqualTo(2);
        var many = IntStream.range(0, 101).mapToObj(n -> "\"usr-" + n + "\"").toList();
        assertThat(consent.post(owner, MEMBERS + ":bulkRevoke", "{\"userIds\":" + many + ",\"reasonCode\":\"ADMIN\"}").text("/code"))
                .isEqualTo("too_many_targets");
        assertThat(consent.post(consent.person("org-1", "usr-a", "auditor"), MEMBERS + ":bulkRevoke", body).status()).isEqualTo(403);
    }

    private Answer revoke(Passport caller, String path) {
        return consent.post(caller, path, "{\"reasonCode\":\"SECURITY\"}");
    }
}
