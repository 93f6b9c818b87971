package io.countersign.token.protocol;

import static io.countersign.token.protocol.Member.heard;
import static io.countersign.token.protocol.Member.waiting;
import static io.countersign.token.protocol.RunningTokenService.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.AdmissionQuestion;
import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.registry.contract.ClientAnswer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7591; architecture section 4: a client that registered itself is nothing until a person says yes to it for the first time. */
class SelfRegisteredClientTest extends PersonTest {
    @BeforeEach
    void open() {
        service.registry.open.add("billing");
        service.registry.admissions.clear();
    }

    @AfterEach
    void close() {
        service.registry.open.clear();
        service.registry.left.clear();
        service.registry.candidates.clear();
    }

    /** A member with a client that registered itself. */
    private static Member stranger(String name) {
        var clientId = "cli-" + name;
        service.registry.candidates.put(clientId, new ClientAnswer(clientId, FakeRegistry.ORGANIZATION, null, "Self " + name, "ACTIVE",
                "DCR", "none", List.of("authorization_code", "refresh_token"), List.of(), null, List.of("http://127.0.0.1/callback"),
                List.of()));
        return new Member(service, "usr-" + name, "ses-" + name, clientId, REDIRECT, "billing");
    }

    private static void admittedForSomebodyElse(Member member) {
        service.registry.admit(member.clientId(), Objects.requireNonNull(service.registry.servers.get("billing")));
    }

    @Test
    void theFirstYesLetsItInAndItsTokensRestOnWhatWasRecordedThen() throws Exception {
        var alice = stranger("dcr-alice");
        var request = waiting(alice.authorize("scope", READ));
        assertThat(service.registry.admissions).isEmpty();
        service.consent.allow(request, READ);
        var tokens = alice.redeem(String.valueOf(heard(alice.proceed(request)).get("code")));

        assertThat(tokens.status()).as(tokens.content()).isEqualTo(200);
        assertThat(service.registry.admissions).containsExactly(new AdmissionQuestion(FakeRegistry.ORGANIZATION, "cli-dcr-alice",
                FakeRegistry.resource("billing"), "usr-dcr-alice", FakeConsent.DECISION));
        assertThat(claims(tokens).getJSONObjectClaim("epochs")).containsKeys("client:cli-dcr-alice", "binding:cli-dcr-alice:billing");
    }

    @Test
    void aNoLetsNobodyIn() {
        var bob = stranger("dcr-bob");
        var request = waiting(bob.authorize("scope", READ));
        service.consent.deny(request);

        assertThat(heard(bob.proceed(request))).containsEntry("error", "access_denied");
        assertThat(service.registry.admissions).isEmpty();
    }

    @Test
    void thePersonIsToldThatNobodyVouchesForIt() {
        var carol = stranger("dcr-carol");
        var request = waiting(carol.authorize("scope", READ));
        var asked = service.get(service.service(FakeRegistry.ORGANIZATION),
                "/internal/authorization-requests/" + request + "?subject=usr-dcr-carol&session=ses-dcr-carol");

        assertThat(asked.text("/client/registrationMethod")).isEqualTo("DCR");
        assertThat(asked.body().at("/client/verified").asBoolean(true)).isFalse();
    }

    @Test
    void whereNoOwnerOpenedTheServerItIsToldSo() {
        service.registry.open.clear();

        assertThat(heard(stranger("dcr-dave").authorize("scope", READ))).containsEntry("error", "unauthorized_client")
                .hasEntrySatisfying("error_description", told -> assertThat(told).contains("nobody registered"));
    }

    @Test
    void aServerThatIsClosedWhileThePersonReadsStaysClosed() {
        var erin = stranger("dcr-erin");
        var request = waiting(erin.authorize("scope", READ));
        service.registry.open.clear();
        service.consent.allow(request, READ);

        assertThat(heard(erin.proceed(request))).containsEntry("error", "access_denied").doesNotContainKey("code");
    }

    /** Two people ask at once; what one of them got is cut before the other answers. */
    @Test
    void aCutBetweenTheQuestionAndTheYesIsNotUndoneByTheYes() {
        var frank = stranger("dcr-frank");
        var request = waiting(frank.authorize("scope", READ));
        admittedForSomebodyElse(frank);
        service.fact("client:cli-dcr-frank", 7, false, false, 7);
        service.consent.allow(request, READ);

        assertThat(heard(frank.proceed(request))).containsEntry("error", "access_denied").doesNotContainKey("code");
    }

    @Test
    void aBindingThatWasNarrowedMeanwhileIsNotBegunAnewByTheYes() {
        var grace = stranger("dcr-grace");
        var request = waiting(grace.authorize("scope", READ));
        admittedForSomebodyElse(grace);
        service.registry.narrow("cli-dcr-grace", "billing", 5, READ);
        service.consent.allow(request, READ);

        assertThat(heard(grace.proceed(request))).containsEntry("error", "access_denied").doesNotContainKey("code");
    }

    /** C13: no inherited default. */
    @Test
    void whoAsksForNothingInParticularIsOfferedNoMoreThanTheChallengeNames() {
        var heidi = stranger("dcr-heidi");
        var request = waiting(heidi.authorize());
        var asked = service.get(service.service(FakeRegistry.ORGANIZATION),
                "/internal/authorization-requests/" + request + "?subject=usr-dcr-heidi&session=ses-dcr-heidi");

        assertThat(asked.body().at("/scopes").size()).isZero();
    }

    /** RFC 8414 section 2: what is published is what there is. */
    @Test
    void theEndpointIsPublishedOnlyWhereTheOrganizationIsOpen() {
        assertThat(published()).isEmpty();
        service.registry.registration = true;
        try {
            service.fact("organization:org-1", 0, false, false, 1);
            assertThat(published()).isEqualTo(RunningTokenService.ISSUER + "/oauth2/register");
        } finally {
            service.registry.registration = false;
            service.fact("organization:org-1", 0, false, false, 2);
        }
    }

    private static String published() {
        return service.get("/.well-known/oauth-authorization-server/o/acme").text("/registration_endpoint");
    }

    /** A page of somebody else that loads the address as an image or in a frame makes no wish in the person's name. */
    @ParameterizedTest
    @ValueSource(strings = {"image", "iframe", "empty"})
    void onlyWhatThePersonLooksAtIsThePersonsWish(String destination) {
        service.registry.open.clear();
        service.registry.wishes.clear();
        service.registry.left.put("billing", "approval_required");
        var judy = stranger("dcr-judy");

        assertThat(judy.visit("/o/acme/oauth2/authorize?" + judy.query("scope", READ), "Sec-Fetch-Dest", destination).status())
                .isEqualTo(400);
        assertThat(service.registry.wishes).isEmpty();
    }

    /** An owner decides: the person is told that it waits, and what was decided; an owner is asked once. */
    @Test
    void whereAnOwnerDecidesThePersonSeesThatItWaitsAndWhatWasDecided() {
        service.registry.open.clear();
        service.registry.left.put("billing", "approval_required");
        var ivan = stranger("dcr-ivan");

        assertThat(ivan.authorize("scope", READ).content()).contains("An owner has to decide first", "Self dcr-ivan");
        assertThat(ivan.authorize("scope", READ).content()).contains("An owner has to decide first");
        assertThat(service.registry.wishes).singleElement().isEqualTo(new ApprovalQuestion(FakeRegistry.ORGANIZATION, "cli-dcr-ivan",
                FakeRegistry.resource("billing"), "usr-dcr-ivan"));
        service.registry.left.put("billing", "approval_rejected");
        var refused = ivan.authorize("scope", READ);
        assertThat(refused.content()).contains("said no");
        assertThat(refused.header("Location")).isEmpty();
        admittedForSomebodyElse(ivan);
        assertThat(waiting(ivan.authorize("scope", READ))).isNotEmpty();
    }
}
