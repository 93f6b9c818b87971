package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Target;
import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** domain.md 2.8: the people of the realm, signed in at the real Keycloak, each as what the registry says they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleIT {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private final LocalPlatform platform = Platform.running();
    private final Target acme = platform.target();

    @Test
    void theOwnerWhoSignedInDoesWhatNoManagementKeyAndNoTokenMay() {
        var member = new IdentityAdministrator(platform).hires("becomes-an-auditor");
        var role = Map.of("userId", member.id(), "role", "auditor");

        assertThat(new Api(acme, acme.ownerKey()).post("/roles", role).expect(403).text("code")).isEqualTo("person_required");
        assertThat(as(Person.OWNER).post("/roles", role).expect(403).text("code")).isEqualTo("session_required");
        Browser.signedIn(acme, Person.OWNER).post("/roles", role).expect(204);
        as(member).get("/events?limit=1").expect(200);
    }

    @Test
    void theProjectAdminSeesTheOwnProjectAndNoOther() {
        var other = Setup.registerServer(acme, "not-the-admins");
        var own = platform.sampleServer();
        var admin = as(Person.PROJECT_ADMIN);

        await().atMost(BOUND).until(() -> servers(as(Person.OWNER)), ids -> ids.contains(other.id()));
        assertThat(servers(admin)).contains(own.id()).doesNotContain(other.id());
        assertThat(admin.get("/servers/" + other.id()).status()).isEqualTo(404);
        assertThat(admin.post("/servers/" + other.id() + "/disable", Map.of("reasonCode", "ADMIN")).status()).isEqualTo(404);
        assertThat(admin.post("/roles", Map.of("userId", Person.PROJECT_ADMIN.id(), "role", "owner")).status()).isEqualTo(403);
    }

    @Test
    void theAuditorReadsTheHistoryAndChangesNothing() {
        var auditor = as(Person.AUDITOR);

        auditor.get("/events?limit=1").expect(200);
        assertThat(auditor.post("/projects", Map.of("name", "Not mine to make")).status()).isEqualTo(403);
    }

    @Test
    void aMemberWithoutARoleHasItsOwnThingsAndToAStrangerTheOrganizationDoesNotExist() {
        var member = as(Person.FIRST_MEMBER);
        assertThat(member.get("/servers").expect(403).text("code")).isEqualTo("forbidden");
        member.get("/me/connections").expect(200);
        assertThat(new Api(platform.target(Platform.THEIRS), platform.signIn(Person.OWNER)).get("/servers").status()).isEqualTo(404);
    }

    @Test
    void aMemberLearnsWhoItIsHere() {
        var me = Browser.signedIn(acme, Person.PROJECT_ADMIN).api("GET", acme.api("/me"), "").expect(200);

        assertThat(me.text("userId")).isEqualTo(Person.PROJECT_ADMIN.id());
        assertThat(me.text("name")).isNotBlank().isNotEqualTo(Person.PROJECT_ADMIN.id());
        assertThat(me.body().path("roles").toString()).contains("member", "project-admin:" + platform.sampleServer().projectId());
        assertThat(me.body().path("organization").path("slug").asString()).isEqualTo("acme");
    }

    /** Signed in, and no member there: unknown is closed. */
    @Test
    void aStrangerGetsNothing() {
        var theirs = platform.target(Platform.THEIRS);
        var server = Setup.registerServer(theirs, "not-for-strangers");
        var desktop = Desktop.of(theirs, Person.FIRST_MEMBER, PublicClient.register(theirs, server, "Desktop", "sample:read"), server);

        var page = desktop.ask("sample:read").page();

        assertThat(page.status()).isBetween(400, 499);
        assertThat(page.has("input[name=scope]")).isFalse();
        for (var path : List.of("/me", "/me/connections", "/me/consents", "/connections", "/members", "/servers")) {
            assertThat(desktop.browser().api("GET", theirs.api(path), "").status()).as(path).isEqualTo(404);
        }
    }

    private Api as(Person person) {
        return new Api(acme, platform.signIn(person));
    }

    private static List<String> servers(Api api) {
        var ids = new ArrayList<String>();
        api.get("/servers?limit=200").expect(200).body().path("items").forEach(server -> ids.add(server.path("id").asString()));
        return ids;
    }
}
