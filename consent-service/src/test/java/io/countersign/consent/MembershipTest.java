package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Passport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who belongs to an organization, as the identity provider says, and what happens when it says nothing. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembershipTest {
    private final KnownPeople people = RunningConsent.company().people().knows("usr-mia", "Mia Onyango").knows("usr-max", "Max Tweed")
            .knows("usr-switch", "Sam Switch");
    private final RunningConsent consent = RunningConsent.company().consent();
    private Passport owner;
    private Passport service;

    @BeforeAll
    void start() {
        owner = consent.person("org-1", "usr-owner", "owner");
        service = consent.service("org-1");
    }

    @AfterEach
    void everybodySpeaks() {
        people.silent(false);
    }

    private static String word(String organization, String user) {
        return "/internal/organizations/" + organization + "/members/" + user;
    }

    @Test
    void membersAreThoseOfTheRecordedOrganizationAndNobodyElse() {
        var member = consent.get(service, word("org-1", "usr-mia"));

        assertThat(member.body().at("/member").asBoolean()).isTrue();
        assertThat(member.body().at("/accessEnabled").asBoolean()).isTrue();
        assertThat(member.text("/access/key")).isEqualTo("member:org-1:usr-mia");
        assertThat(consent.get(service, word("org-1", "usr-stranger")).body().at("/member").asBoolean()).isFalse();
        assertThat(consent.get(service, word("org-1", "usr-stranger")).body().at("/gone").asBoolean()).isTrue();
        var elsewhere = consent.get(service, word("org-unlinked", "usr-mia"));
        assertThat(elsewhere.body().at("/member").asBoolean(true)).isFalse();
        assertThat(elsewhere.body().at("/gone").asBoolean(true)).as("no member here is not gone").isFalse();
        assertThat(consent.get(service, word("org-unknown", "usr-mia")).body().at("/member").asBoolean(true)).isFalse();
    }

    /** EL-06: for services that show it to people; nobody else may ask. */
    @Test
    void servicesLearnWhoTheMembersAreAndNobodyElseDoes() {
        var answer = consent.get(service, "/internal/organizations/org-1/people?first=1");

        assertThat(answer.body().path("people").valueStream().map(person -> person.path("email").asString()))
                .contains("usr-mia@acme.example");
        assertThat(answer.body().path("next").isNumber()).as("the last page").isFalse();
        assertThat(consent.get(owner, "/internal/organizations/org-1/people").status()).isIn(401, 403, 404);
        people.silent(true);
        assertThat(consent.get(service, "/internal/organizations/org-1/people").status()).isEqualTo(503);
    }

    @Test
    void whatIsNotKnownIsClosed() {
        people.silent(true);

        for (var asked : List.of("usr-unasked", "usr-stranger-unasked")) {
            var answer = consent.get(service, word("org-1", asked));

            assertThat(answer.status()).as(answer.content()).isEqualTo(503);
            assertThat(answer.text("/code")).isEqualTo("identity_provider_unavailable");
        }
    }

    @Test
    void anAnswerIsKeptForMomentsOnly() {
        var before = people.asked();
        for (var time = 0; time < 20; time++) {
            consent.get(service, word("org-1", "usr-mia"));
        }

        assertThat(people.asked() - before).isLessThanOrEqualTo(5);
    }

    @Test
    void theSwitchIsPartOfTheWord() {
        consent.post(owner, "/api/v1/orgs/org-1/members/usr-switch/access", "{\"enabled\":false}");

        var off = consent.get(service, word("org-1", "usr-switch"));

        assertThat(off.body().at("/member").asBoolean()).isTrue();
        assertThat(off.body().at("/accessEnabled").asBoolean()).isFalse();
        assertThat(off.body().at("/memberEpoch").asLong()).isEqualTo(1);
    }

    @Test
    void theListHasEverybodyWithNamesWhetherConnectedOrNot() {
        var off = consent.post(owner, "/api/v1/orgs/org-1/members/usr-max/access", "{\"enabled\":false}");

        var list = consent.get(owner, "/api/v1/orgs/org-1/members", "Countersign-Receipt", off.header("Countersign-Receipt"));

        assertThat(list.body().at("/items").findValuesAsString("name")).contains("Max Tweed", "Mia Onyango");
        assertThat(list.body().at("/items").valueStream().filter(item -> item.at("/userId").asString().equals("usr-max")).toList())
                .singleElement().satisfies(max -> assertThat(max.at("/status").asString()).isEqualTo("DISABLED"));
    }

    @Test
    void whereTheDirectoryIsSilentIdsAreShown() {
        var off = consent.post(owner, "/api/v1/orgs/org-1/members/usr-max/access", "{\"enabled\":false}");
        people.silent(true);

        var list = consent.get(owner, "/api/v1/orgs/org-1/members", "Countersign-Receipt", off.header("Countersign-Receipt"));

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body().at("/items").findValuesAsString("name")).contains("usr-max");
    }

    @Test
    void aListIsReadPageByPage() {
        var whole = consent.get(owner, "/api/v1/orgs/org-1/members?limit=200").body().at("/items").findValuesAsString("userId");
        var first = consent.get(owner, "/api/v1/orgs/org-1/members?limit=1");
        var second = consent.get(owner, "/api/v1/orgs/org-1/members?limit=200&cursor=" + first.text("/nextCursor"));

        assertThat(first.text("/items/0/userId")).isEqualTo(whole.getFirst());
        assertThat(second.body().at("/items").findValuesAsString("userId")).isEqualTo(whole.subList(1, whole.size()));
        assertThat(second.text("/nextCursor")).isEmpty();
    }
}
