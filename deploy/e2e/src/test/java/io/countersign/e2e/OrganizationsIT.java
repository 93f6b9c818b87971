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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Organizations from their first day to their last, by the platform operator's API and nobody else's; what their owners set for all of them;
 * and the one thing an operator may do inside (domain.md 2.4, 2.8).
 */
class OrganizationsIT {
    private static final Map<String, String> REASON = Map.of("reasonCode", "SECURITY");
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String READ = "sample:read";
    private final LocalPlatform platform = Platform.running();
    private final Target acme = platform.target();
    private final IdentityAdministrator keycloak = new IdentityAdministrator(platform);

    @Test
    void whatAnOperatorFoundsWorksIsSuspendedResumedAndClosedForEver() {
        var umbrella = founded("umbrella");
        var desktop = umbrella.desktop("first");
        var session = desktop.session(desktop.connect(READ));
        assertThat(session.echo().statusCode()).isEqualTo(200);

        umbrella.operator().post("/organization/suspend", REASON).expect(204);

        assertThat(Machine.firstRefusal(session)).isEqualTo("403 org_suspended");
        assertThat(desktop.deny(desktop.ask(READ))).as("nobody can authorize").isEqualTo("access_denied");

        umbrella.operator().post("/organization/resume", REASON).expect(204);

        await().atMost(BOUND).until(() -> session.echo().statusCode() == 200);
        var tokens = desktop.connect(READ);
        var last = desktop.session(tokens);
        umbrella.operator().post("/organization/close", Map.of("confirm", "umbrella", "reasonCode", "POLICY")).expect(422);
        umbrella.operator().post("/organization/close", Map.of("confirm", "Organization umbrella", "reasonCode", "POLICY")).expect(204);

        assertThat(Machine.firstRefusal(last)).isEqualTo("401 org_suspended");
        assertThat(desktop.refusedRefresh(tokens)).isEqualTo("invalid_grant");
        assertThat(umbrella.operator().post("/organization/resume", REASON).expect(409).text("code")).isEqualTo("already_terminal");
        await().atMost(BOUND).until(() -> umbrella.owner().patch("/organization", Map.of("name", "Other")).status() == 409);
        await().atMost(BOUND).until(() -> umbrella.owner().get("/connections/" + Desktop.claim(tokens, "cid")).expect(200)
                .text("status").equals("REVOKED"));
        assertThat(umbrella.owner().get("/organization").expect(200).text("status")).isEqualTo("CLOSED");
    }

    @Test
    void onlyOperatorsFoundOrganizationsAndAnAddressIsGivenOnce() {
        var wish = Map.of("slug", "nobodys", "name", "Nobody's", "keycloakOrganizationId", "kc-none", "ownerIds",
                List.of(Person.OWNER.id()));
        var body = JsonMapper.shared().writeValueAsString(wish);

        assertThat(Browser.signedIn(acme, Person.OWNER).api("POST", "/api/v1/orgs", body).expect(403).text("code")).isEqualTo("forbidden");
        assertThat(new PublicApi(acme).send("POST", "/api/v1/orgs", acme.ownerKey(), body, Map.of("Content-Type", "application/json"))
                .status()).isEqualTo(403);
        assertThat(new PublicApi(acme)
                .send("POST", "/api/v1/orgs", platform.signIn(Person.OPERATOR), body, Map.of("Content-Type", "application/json"))
                .code()).as("a token is in anybody's hands").isEqualTo("session_required");
        var operator = Browser.signedIn(acme, Person.OPERATOR);
        assertThat(operator.api("POST", "/api/v1/orgs", body).expect(422).body().at("/errors/0/field").asString())
                .isEqualTo("keycloakOrganizationId");
        assertThat(operator.api("POST", "/api/v1/orgs", body.replace("nobodys", "acme").replace("kc-none", keycloak.founds("second-acme")))
                .expect(409).text("code")).isEqualTo("already_exists");
    }

    @Test
    void operatorsAloneFindEveryOrganizationByAPartOfItsName() {
        var listed = founded("listed-here");
        var operator = Browser.signedIn(acme, Person.OPERATOR);
        var found = "/api/v1/orgs?q=LISTED-her";

        var row = await().atMost(BOUND).until(() -> operator.api("GET", found, "").expect(200).body().at("/items/0"),
                item -> !item.isMissingNode());
        assertThat(row.path("name").asString()).isEqualTo("Organization listed-here");
        assertThat(row.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(operator.api("GET", "/api/v1/orgs?limit=1", "").expect(200).body().path("nextCursor").asString("")).isNotEmpty();
        listed.operator().post("/organization/suspend", REASON).expect(204);
        await().atMost(BOUND)
                .until(() -> operator.api("GET", found + "&status=SUSPENDED", "").expect(200).body().path("items").size() == 1);
        assertThat(operator.api("GET", found + "&status=ACTIVE", "").expect(200).body().path("items")).isEmpty();
        assertThat(Browser.signedIn(acme, Person.OWNER).api("GET", "/api/v1/orgs", "").expect(403).text("code")).isEqualTo("forbidden");
        assertThat(listed.owner().get("/organization").expect(200).text("status")).isEqualTo("SUSPENDED");
    }

    @Test
    void anOrganizationWhoseLastOwnerLeftIsGivenOne() {
        var vehement = founded("vehement");
        var next = vehement.hires("next-owner");
        var wish = Map.of("userId", next.id(), "reasonCode", "ADMIN");
        assertThat(vehement.operator().post("/organization/appoint-owner", wish).expect(409).text("code")).isEqualTo("has_owners");

        keycloak.deletes(vehement.first());

        await().atMost(BOUND).until(() -> vehement.operator().post("/organization/appoint-owner", wish).status() == 204);
        assertThat(Browser.signedIn(vehement.target(), next).api("GET", vehement.target().api("/organization"), "").expect(200)
                .text("slug")).isEqualTo("vehement");
    }

    @Test
    void whatAnOwnerSetsHoldsForServersToCome() {
        var settings = founded("settled");
        var owner = settings.owner();
        var before = owner.get("/organization/settings").expect(200);
        assertThat(before.body().path("revokedVisibleDays").asInt()).isEqualTo(90);
        assertThat(before.headers().firstValue("ETag")).isPresent();

        owner.patch("/organization/settings", Map.of("session", Map.of("idleSeconds", 259_200, "absoluteSeconds", 604_800),
                "revokedVisibleDays", 30, "clientRevokedVisibleDays", 60)).expect(204);

        assertThat(owner.get("/organization/settings").expect(200).body().at("/session/idleSeconds").asInt()).isEqualTo(259_200);
        var server = Setup.registerServer(settings.target(), "later");
        assertThat(owner.get("/servers/" + server.id()).expect(200).body().at("/session/idleSeconds").asInt()).isEqualTo(259_200);
        assertThat(owner.patch("/organization/settings", Map.of("revokedVisibleDays", 90)).expect(422).body().at("/errors/0/field")
                .asString()).isEqualTo("clientRevokedVisibleDays");
        assertThat(owner.patch("/organization/settings", Map.of("revokedKeptDays", 400)).expect(403).text("code"))
                .as("retention takes a fresh login").isEqualTo("person_required");
        assertThat(new Api(settings.target(), settings.auditorKey()).get("/organization/settings").status()).isEqualTo(403);
    }

    /** C14, MG-20. */
    @Test
    void membersAreNotAskedWhereTheirOrganizationDecidesAndTheConsentIsThere() {
        var trusting = founded("trusting");
        var owner = trusting.owner();
        var back = URI.create("https://app.example/callback");
        var server = Setup.registerServer(trusting.target(), "trusted");
        var client = PublicClient.register(trusting.target(), server, "Vouched for", back, READ);
        var desktop = Desktop.of(trusting.target(), trusting.hires("member"), client, server, back);
        assertThat(desktop.ask(READ).page().has("input[name=scope]")).isTrue();
        assertThat(owner.patch("/organization/settings", Map.of("consentMode", "POLICY")).expect(403).text("code"))
                .as("deciding for people takes a fresh login").isEqualTo("person_required");
        var settings = trusting.target().api("/organization/settings");
        var person = Browser.signedIn(trusting.target(), trusting.first());
        person.api("PATCH", settings, "{\"consentMode\":\"POLICY\"}").expect(204);

        var question = await().atMost(BOUND).until(() -> desktop.ask(READ), each -> !each.page().has("input[name=scope]"));
        assertThat(desktop.session(desktop.allow(question)).echo().statusCode()).isEqualTo(200);
        var consents = await().atMost(BOUND).until(() -> owner.get("/consents?clientId=" + client).expect(200).body().path("items"),
                items -> items.size() == 1);
        assertThat(consents.at("/0/basis").asString()).isEqualTo("POLICY");

        person.api("PATCH", settings, "{\"consentMode\":\"EXPLICIT\",\"flags\":{\"dormantDays\":30}}").expect(204);

        await().atMost(BOUND).until(() -> desktop.ask(READ).page().has("input[name=scope]"));
        var now = owner.get("/organization/settings").expect(200).body();
        assertThat(now.at("/flags/dormantDays").asInt()).isEqualTo(30);
        assertThat(now.at("/flags/neverUsedDays").asInt()).isEqualTo(7);
    }

    /** MG-18; nobody shuts themselves out by mistake. */
    @Test
    void anOrganizationIsReachedFromWhereItsOwnersSay() {
        var fenced = founded("fenced");
        var owner = fenced.owner();
        var desktop = fenced.desktop("fenced");
        var tokens = desktop.connect(READ);
        var session = desktop.session(tokens);
        assertThat(session.echo().statusCode()).isEqualTo(200);
        var elsewhere = List.of("192.0.2.0/24");
        assertThat(owner.patch("/organization/settings", Map.of("allowedAddresses", List.of("192.0.2.1/24"))).expect(422).body()
                .at("/errors/0/message").asString()).contains("192.0.2.1/24");
        assertThat(owner.patch("/organization/settings", Map.of("allowedAddresses", elsewhere)).expect(422).body().toString())
                .contains("127.0.0.1", "confirmLockOut");
        owner.patch("/organization/settings", Map.of("allowedAddresses", List.of("192.0.2.0/24", "127.0.0.0/8"))).expect(204);
        assertThat(session.echo().statusCode()).isEqualTo(200);

        owner.patch("/organization/settings", Map.of("allowedAddresses", elsewhere, "confirmLockOut", true)).expect(204);

        assertThat(Machine.firstRefusal(session)).isEqualTo("403 ip_not_allowed");
        assertThat(desktop.refusedRefresh(tokens)).isEqualTo("access_denied");
        await().atMost(BOUND).until(() -> owner.get("/organization/settings").status() == 403);
        assertThat(owner.get("/organization/settings").text("code")).isEqualTo("ip_not_allowed");
        fenced.operator().post("/organization/suspend", REASON).expect(204);
    }

    /** EL-19: where the directory is not to end anybody's access by itself. */
    @Test
    void whereLeaversAreFlaggedAnOwnerConfirmsEach() {
        var careful = founded("careful");
        var owner = Browser.signedIn(careful.target(), careful.first());
        assertThat(careful.owner().patch("/organization/settings", Map.of("leaverMode", "FLAG")).expect(403).text("code"))
                .as("a leaver who goes on takes a fresh login").isEqualTo("person_required");
        owner.api("PATCH", careful.target().api("/organization/settings"), "{\"leaverMode\":\"FLAG\"}").expect(204);
        var server = Setup.registerServer(careful.target(), "careful");
        var member = careful.hires("flagged");
        var desktop = Desktop.of(careful.target(), member, PublicClient.register(careful.target(), server, "Desktop", READ), server);
        var tokens = desktop.connect(READ);
        var session = desktop.session(tokens);

        keycloak.lets(member, false);

        var held = await().atMost(BOUND).until(() -> careful.owner().get("/leavers").expect(200),
                each -> each.body().path("items").toString().contains(member.id()));
        assertThat(session.echo().statusCode()).isEqualTo(200);
        assertThat(desktop.session(desktop.refresh(tokens.getRefreshToken())).echo().statusCode()).isEqualTo(200);
        owner.post("/leavers/confirm", Map.of("setId", held.text("setId"))).expect(204);
        assertThat(Machine.firstRefusal(session)).isEqualTo("401 member_disabled");
    }

    @Test
    void anOperatorWhoBreaksTheGlassIsSeenByTheOwner() {
        var initrode = founded("initrode");
        var desktop = initrode.desktop("in-need");
        var tokens = desktop.connect(READ);
        var session = desktop.session(tokens);
        assertThat(session.echo().statusCode()).isEqualTo(200);
        var connection = Desktop.claim(tokens, "cid");
        var api = initrode.target().api("/connections/" + connection);
        assertThat(initrode.operator().api("GET", api, "").status()).as("an operator sees no connection").isEqualTo(404);

        var report = initrode.operator().post("/connections:breakGlassRevoke",
                Map.of("connectionIds", List.of(connection), "reasonCode", "SECURITY")).expect(200);

        assertThat(report.body().at("/results/0/status").asString()).isEqualTo("REVOKED");
        assertThat(Machine.firstRefusal(session)).isEqualTo("401 connection_revoked");
        await().atMost(BOUND).until(() -> initrode.owner().get("/connections/" + connection).expect(200).body().path("flags").toString()
                .contains("BREAK_GLASS"));
        var auditor = new Api(initrode.target(), initrode.auditorKey());
        var told = await().atMost(BOUND).until(() -> auditor.get("/events?limit=200&subject=" + connection).expect(200).body()
                .path("items").valueStream().filter(event -> event.path("type").asString().contains("ConnectionRevoked")).findFirst(),
                Optional::isPresent).orElseThrow();
        assertThat(told.at("/actor/id").asString("")).isEqualTo(Person.OPERATOR.id());
        assertThat(told.at("/data/breakGlass").asBoolean()).isTrue();
    }

    /** By an operator, for an owner who is a member there, too. */
    private Founded founded(String slug) {
        var owner = keycloak.hires("owner-of-" + slug);
        var organization = keycloak.founds(slug);
        keycloak.takesIn(owner, organization);
        var wish = Map.of("slug", slug, "name", "Organization " + slug, "keycloakOrganizationId", organization, "ownerIds",
                List.of(owner.id()));
        Browser.signedIn(acme, Person.OPERATOR).api("POST", "/api/v1/orgs", JsonMapper.shared().writeValueAsString(wish)).expect(201);
        var keyless = target(slug, "");
        var browser = Browser.signedIn(keyless, owner);
        var key = browser.post("/management-keys", Map.of("name", "Owner", "roles", List.of("owner"))).expect(201).text("key");
        var auditors = browser.post("/management-keys", Map.of("name", "Auditor", "roles", List.of("auditor"))).expect(201).text("key");
        var target = target(slug, key);
        return new Founded(keycloak, target, organization, owner, Browser.signedIn(target, Person.OPERATOR), auditors);
    }

    private Target target(String slug, String ownerKey) {
        return new Target(acme.gateway(), slug, ownerKey, "", acme.upstream(), acme.exports(), acme.verifierKey(), acme.witness());
    }

    /** @param organization at the identity provider */
    private record Founded(IdentityAdministrator keycloak, Target target, String organization, Person first, Browser operator,
            String auditorKey) {
        Api owner() {
            return new Api(target, target.ownerKey());
        }

        Person hires(String name) {
            var person = keycloak.hires(name + "-of-" + target.organization());
            keycloak.takesIn(person, organization);
            return person;
        }

        Desktop desktop(String slug) {
            var server = Setup.registerServer(target, slug);
            return Desktop.of(target, hires("member"), PublicClient.register(target, server, "Desktop " + slug, READ), server);
        }
    }
}
