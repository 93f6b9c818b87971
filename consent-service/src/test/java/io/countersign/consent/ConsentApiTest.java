package io.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.harness.description.PublishedDescription;
import io.countersign.testkit.harness.IndexedLists;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a consent allows afterwards, who sees it, and what its withdrawal ends. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentApiTest {
    private static final String API = "/api/v1/orgs/org-1/consents";
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([A-Za-z0-9_-]{43})\"");
    private final FakePeers peers = RunningConsent.company().peers();
    private final RunningConsent consent = RunningConsent.company().consent();
    private Passport owner;
    private Passport service;

    @BeforeAll
    void start() {
        owner = consent.person("org-1", "usr-owner", "owner");
        service = consent.service("org-1");
    }

    private Passport member(String user) {
        return consent.person("org-1", user, "member");
    }

    /** Through the page, as a member does. */
    private Answer allow(String user, String client, String... optional) {
        var request = peers.holds(Requests.of(user).client(client, "Claude Desktop").build());
        var path = "/o/acme/consent/" + request.id();
        var version = VERSION.matcher(consent.get(member(user), path).content());
        assertThat(version.find()).isTrue();
        var ticked = optional.length == 0 ? "" : "&scope=" + String.join("&scope=", optional);
        assertThat(consent.submit(member(user), path, "decision=allow&version=" + version.group(1) + ticked).status()).isEqualTo(200);
        return consent.get(service, "/internal/consents/decisions/" + request.id());
    }

    private Answer resolve(String user, String client, String kind, String... scopes) {
        return consent.post(service, "/internal/consents:resolve", """
                {"organizationId":"org-1","userId":"%s","clientId":"%s","serverId":"srv-1","scopes":["%s"],"redirectKind":"%s"}"""
                .formatted(user, client, String.join("\",\"", scopes), kind));
    }

    /** CIMD-23: what was said yes to is what the client was then. */
    @Test
    void aConsentToWhatTheClientWasBeforeNoLongerSparesThePage() {
        allow("usr-drift", "cli-drift");
        assertThat(resolved("usr-drift", "cli-drift", 0).body().at("/covered").asBoolean()).isTrue();

        var changed = resolved("usr-drift", "cli-drift", 7).body();
        assertThat(changed.at("/covered").asBoolean(true)).isFalse();
        assertThat(changed.at("/consented").asBoolean(true)).isFalse();
    }

    private Answer resolved(String user, String client, long metadataVersion) {
        return consent.post(service, "/internal/consents:resolve",
                "{\"organizationId\":\"org-1\",\"userId\":\"%s\",\"clientId\":\"%s\",\"serverId\":\"srv-1\",\"scopes\":[\"billing:read\"],\"redirectKind\":\"HTTPS\",\"metadataVersion\":%d}"
                        .formatted(user, client, metadataVersion));
    }

    /** C14: a consent is recorded, it counts for as long as the organization decides, and what was taken back is asked for. */
    @Test
    void theOrganizationConsentsInPlaceOfItsMemberUntilTheConsentIsTakenBack() {
        var allowed = byPolicy("usr-policy", "req-policy-1", "HTTPS");
        assertThat(allowed.body().at("/covered").asBoolean()).isTrue();
        assertThat(allowed.text("/basis")).isEqualTo("POLICY");
        assertThat(byPolicy("usr-policy", "req-policy-2", "HTTPS").body().at("/version").asInt()).as("recorded once").isEqualTo(1);
        assertThat(resolve("usr-policy", "cli-policy", "HTTPS", "billing:read").body().at("/covered").asBoolean()).as("the person is asked")
                .isFalse();
        assertThat(byPolicy("usr-policy-2", "req-policy-3", "LOOPBACK").body().at("/covered").asBoolean()).isFalse();

        var id = allowed.text("/consentId");
        var listed = API + "?clientId=cli-policy&memberId=usr-policy";
        await().atMost(Duration.ofSeconds(60))
                .until(() -> consent.get(owner, listed).body().at("/items/0/basis").asString("").equals("POLICY"));
        assertThat(consent.post(member("usr-policy"), API + "/" + id + "/withdraw", "").status()).isEqualTo(204);

        assertThat(byPolicy("usr-policy", "req-policy-4", "HTTPS").body().at("/covered").asBoolean()).isFalse();
    }

    private Answer byPolicy(String user, String requestId, String kind) {
        return consent.post(service, "/internal/consents:resolve",
                """
                        {"organizationId":"org-1","userId":"%s","clientId":"cli-policy","serverId":"srv-1","scopes":["billing:read"],"redirectKind":"%s",
                         "policyRequestId":"%s"}"""
                        .formatted(user, kind, requestId));
    }

    private long epoch(String consentId) {
        return consent.post(service, "/internal/access", "{\"keys\":[\"consent:" + consentId + "\"]}").body().at("/known/0/epoch").asLong();
    }

    /** One predicate for the list and the file. */
    @Test
    void theListIsAFileOfWhatTheCallerSees() {
        allow("usr-file-1", "cli-file");
        allow("usr-file-2", "cli-file");
        await().atMost(Duration.ofSeconds(60)).until(() -> file(owner).count() == 3);

        assertThat(file(owner).skip(1).map(line -> line.split(",", -1)[1])).containsExactlyInAnyOrder("usr-file-1", "usr-file-2");
        assertThat(file(member("usr-file-2")).skip(1).map(line -> line.split(",", -1)[1])).containsExactly("usr-file-2");
        assertThat(consent.get(owner, API + "/export?colour=red").status()).isEqualTo(422);
    }

    private Stream<String> file(Passport caller) {
        return consent.get(caller, API + "/export?clientId=cli-file").content().lines();
    }

    /** SK-23: by the name of the client, the server or the person, or by the e-mail address. */
    @Test
    void consentsAreFoundByWhatPeopleCallThings() {
        RunningConsent.company().people().knows("usr-found", "Zelda Quartz");
        allow("usr-found", "cli-found");
        await().atMost(Duration.ofSeconds(60)).until(() -> found("quartz") == 1);

        assertThat(found("USR-FOUND@acme")).isEqualTo(1);
        assertThat(found("cli-found")).isEqualTo(1);
        assertThat(found("no such thing")).isZero();
        assertThat(consent.get(member("usr-other"), API + "?q=quartz").body().path("items")).isEmpty();
        var file = consent.get(owner, API + "?q=quartz", "Accept", "text/csv");
        assertThat(file.header("Content-Type")).startsWith("text/csv");
        assertThat(file.content().lines()).hasSize(2);
    }

    private int found(String text) {
        return consent.get(owner, API + "?q=" + text.replace(" ", "%20")).body().path("items").size();
    }

    @Test
    void itIsPublishedAsItIs() {
        PublishedDescription.is("consent", consent.description());
    }

    @Test
    void noListReadsAWholeView() {
        IndexedLists.of(consent, "org-1");
    }

    /** RFC 8252 section 8.6: never without the page for loopback and private-use redirects, whatever was recorded. */
    @Test
    void aRecordedConsentSparesThePageForWebsitesOnlyAndForWhatWasGrantedOnly() {
        allow("usr-cover", "cli-cover", "billing:write");

        assertThat(resolve("usr-cover", "cli-cover", "HTTPS", "billing:read", "billing:write").body().at("/covered").asBoolean()).isTrue();
        assertThat(resolve("usr-cover", "cli-cover", "HTTPS", "billing:read").text("/basis")).isEqualTo("EXPLICIT");
        assertThat(resolve("usr-cover", "cli-cover", "HTTPS", "billing:read", "billing:refund").body().at("/covered").asBoolean())
                .isFalse();
        assertThat(resolve("usr-cover", "cli-cover", "LOOPBACK", "billing:read").body().at("/covered").asBoolean()).isFalse();
        assertThat(resolve("usr-cover", "cli-cover", "PRIVATE_USE", "billing:read").body().at("/covered").asBoolean()).isFalse();
        assertThat(resolve("usr-cover", "cli-other", "HTTPS", "billing:read").body().at("/covered").asBoolean()).isFalse();
        assertThat(resolve("usr-other", "cli-cover", "HTTPS", "billing:read").body().at("/covered").asBoolean()).isFalse();
    }

    /** Scopes belong to the connection: unticking at a second installation leaves the first alone. */
    @Test
    void untickingAtASecondInstallationEndsNothing() {
        var first = allow("usr-two", "cli-two", "billing:write", "billing:refund");
        var second = allow("usr-two", "cli-two");

        assertThat(second.text("/consentId")).isEqualTo(first.text("/consentId"));
        assertThat(second.body().at("/version").asLong()).isEqualTo(2);
        assertThat(second.body().at("/grantedScopes").size()).isEqualTo(1);
        assertThat(epoch(first.text("/consentId"))).isZero();
        assertThat(resolve("usr-two", "cli-two", "HTTPS", "billing:refund").body().at("/covered").asBoolean()).isTrue();
    }

    @Test
    void withdrawingCutsWhatWasAuthorizedAndTheNextPageIsShownAgain() {
        var granted = allow("usr-out", "cli-out");
        var id = granted.text("/consentId");
        var request = granted.text("/requestId");

        assertThat(consent.post(member("usr-out"), API + "/" + id + "/withdraw", "").status()).isEqualTo(204);
        assertThat(consent.post(member("usr-out"), API + "/" + id + "/withdraw", "").status()).as("again").isEqualTo(204);

        assertThat(epoch(id)).isGreaterThan(granted.body().at("/consentEpoch").asLong());
        assertThat(resolve("usr-out", "cli-out", "HTTPS", "billing:read").body().at("/covered").asBoolean()).isFalse();
        assertThat(consent.get(service, "/internal/consents/decisions/" + request).text("/outcome"))
                .as("a decision that was withdrawn before it was taken up gives nothing").isEqualTo("DENIED");
        var anew = allow("usr-out", "cli-out");
        assertThat(anew.body().at("/consentEpoch").asLong()).isEqualTo(epoch(id));
        assertThat(anew.text("/outcome")).isEqualTo("GRANTED");
    }

    @Test
    void reducingCutsWhatWasAuthorizedAndWhatIsLeftStillSparesThePage() {
        var granted = allow("usr-less", "cli-less", "billing:write", "billing:refund");
        var id = granted.text("/consentId");

        var reduced = consent.post(member("usr-less"), API + "/" + id + "/reduce", "{\"scopes\":[\"billing:refund\",\"never:granted\"]}");
        assertThat(reduced.status()).as(reduced.content()).isEqualTo(204);

        assertThat(epoch(id)).isGreaterThan(granted.body().at("/consentEpoch").asLong());
        assertThat(resolve("usr-less", "cli-less", "HTTPS", "billing:refund").body().at("/covered").asBoolean()).isFalse();
        assertThat(resolve("usr-less", "cli-less", "HTTPS", "billing:write").body().at("/covered").asBoolean()).isTrue();
        assertThat(consent.get(service, "/internal/consents/decisions/" + granted.text("/requestId")).text("/outcome"))
                .as("a decision of before gives nothing").isEqualTo("DENIED");
        var list = consent.get(owner, API + "?memberId=usr-less", "Countersign-Receipt", reduced.header("Countersign-Receipt"));
        assertThat(list.body().at("/items/0/scopes").toString()).isEqualTo("[\"billing:read\",\"billing:write\"]");
        assertThat(list.text("/items/0/status")).isEqualTo("GRANTED");
        var before = epoch(id);
        assertThat(consent.post(owner, API + "/" + id + "/reduce", "{\"scopes\":[\"billing:refund\"]}").status()).as("again")
                .isEqualTo(204);
        assertThat(epoch(id)).isEqualTo(before);
        assertThat(consent.post(owner, API + "/" + id + "/reduce", "{\"scopes\":[]}").status()).isEqualTo(422);
        assertThat(consent.post(member("usr-stranger"), API + "/" + id + "/reduce", "{\"scopes\":[\"billing:write\"]}").status())
                .isEqualTo(404);
    }

    @Test
    void aMemberWhoseAccessIsOffWithdrawsAllTheSame() {
        var id = allow("usr-off2", "cli-off2").text("/consentId");
        consent.post(member("usr-off2"), "/api/v1/orgs/org-1/members/usr-off2/access", "{\"enabled\":false}");

        assertThat(consent.post(member("usr-off2"), API + "/" + id + "/withdraw", "").status()).isEqualTo(204);
        assertThat(epoch(id)).isPositive();
    }

    /** MG-06: what a member said before a cut allows nothing after it. */
    @Test
    void aConsentOfBeforeACutOfTheMemberCoversNothing() {
        allow("usr-cut", "cli-cut");
        consent.post(owner, "/api/v1/orgs/org-1/members/usr-cut/access", "{\"enabled\":false}");
        consent.post(owner, "/api/v1/orgs/org-1/members/usr-cut/access", "{\"enabled\":true}");

        assertThat(resolve("usr-cut", "cli-cut", "HTTPS", "billing:read").body().at("/covered").asBoolean()).isFalse();
    }

    @Test
    void onlyWhoMayEndsAConsentAndToOthersItDoesNotExist() {
        var id = allow("usr-mine", "cli-mine").text("/consentId");

        assertThat(consent.post(member("usr-stranger"), API + "/" + id + "/withdraw", "").status()).isEqualTo(404);
        assertThat(consent.post(consent.person("org-1", "usr-a", "auditor"), API + "/" + id + "/withdraw", "").status()).isEqualTo(403);
        assertThat(consent.post(consent.person("org-2", "usr-owner", "owner"), "/api/v1/orgs/org-2/consents/" + id + "/withdraw", "")
                .status()).isEqualTo(404);
        assertThat(consent.post(consent.person("org-1", "usr-p", "project-admin:prj-9"), API + "/" + id + "/withdraw", "").status())
                .isEqualTo(404);
        assertThat(epoch(id)).isZero();
        assertThat(consent.post(owner, API + "/" + id + "/withdraw", "{\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(204);
        assertThat(epoch(id)).isPositive();
    }

    @Test
    void listsShowEverybodyWhatTheyMaySee() {
        var id = allow("usr-list", "cli-list", "billing:write").text("/consentId");
        var receipt = consent.post(owner, API + "/" + id + "/withdraw", "{\"reasonCode\":\"REVIEW\"}").header("Countersign-Receipt");

        var all = consent.get(owner, API + "?memberId=usr-list&clientId=cli-list&serverId=srv-1", "Countersign-Receipt", receipt);
        assertThat(all.body().at("/items").size()).isEqualTo(1);
        assertThat(all.text("/items/0/status")).isEqualTo("WITHDRAWN");
        assertThat(all.text("/items/0/reasonCode")).isEqualTo("REVIEW");
        assertThat(all.text("/items/0/withdrawnBy")).isEqualTo("usr-owner");
        assertThat(all.body().at("/items/0/declinedOptional/0").asString()).isEqualTo("billing:refund");
        assertThat(consent.get(member("usr-list"), "/api/v1/orgs/org-1/me/consents").body().at("/items").size()).isEqualTo(1);
        assertThat(consent.get(member("usr-other"), API + "?memberId=usr-list").body().at("/items").size()).isZero();
        assertThat(consent.get(owner, "/api/v1/orgs/org-1/me/consents").body().at("/items").size()).isZero();
    }
}
