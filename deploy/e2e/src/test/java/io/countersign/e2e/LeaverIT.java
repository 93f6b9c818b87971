package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.McpSession;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * EL-19 and idea 6: whom Keycloak lets in no more is refused at the gateway, though nobody remembers to end anything here: by Keycloak's
 * events within seconds, and by comparison where there are none.
 */
class LeaverIT extends AcmeJourney {
    /** As promised, with what a slow machine adds to a call or two. */
    private static final Duration SECONDS = Duration.ofSeconds(15);
    private final Api auditor = new Api(acme, acme.auditorKey());
    private final IdentityAdministrator keycloak = new IdentityAdministrator(platform);

    @AfterEach
    void keycloakNotesWhatHappens() {
        keycloak.notes(true);
    }

    @Test
    void whoIsDisabledInKeycloakIsOutWithinSecondsAndGetsNothingBack() {
        var connected = connected("suspended");

        var out = refusedWithin(SECONDS, connected, person -> keycloak.lets(person, false));

        assertThat(out.path("type").asString()).contains("MemberSuspendedAtIdp");
        assertThat(out.path("causationId").asString("")).startsWith("keycloak-admin-event:");
        ended(connected);
        assertThat(connected.desktop().browser().api("GET", "/api/v1/session", "").status()).as("signed out").isEqualTo(401);

        keycloak.lets(connected.person(), true);

        await().atMost(BOUND).until(() -> access(connected.person()).equals("DISABLED"));
        assertThat(Machine.said(connected.session().echo())).isEqualTo("401 member_disabled");
        assertThat(connected.desktop().refusedRefresh(connected.tokens())).isEqualTo("invalid_grant");
    }

    @Test
    void whoIsDeletedInKeycloakIsOutWithinSeconds() {
        var connected = connected("deleted");

        var out = refusedWithin(SECONDS, connected, keycloak::deletes);

        assertThat(out.path("type").asString()).contains("MemberLeftOrganization");
        ended(connected);
        reported(connected);
    }

    /** MG-07: the switch stays on, so that the client is authorized anew at once. */
    @Test
    void whoseConnectionsAreAllRevokedConnectsAgain() {
        var connected = connected("revoked-all");
        assertThat(owner.get("/members/" + connected.person().id()).expect(200).body().at("/connections/active").asLong()).isEqualTo(1);

        owner.post("/members/" + connected.person().id() + "/revoke-all", Map.of("reasonCode", "SECURITY")).expect(204);

        assertThat(Machine.firstRefusal(connected.session())).startsWith("401 ");
        assertThat(connected.desktop().refusedRefresh(connected.tokens())).isEqualTo("invalid_grant");
        var again = connected.desktop().session(connected.desktop().connect(READ));
        assertThat(again.echo().statusCode()).isEqualTo(200);
        var held = await().atMost(BOUND).until(() -> owner.get("/members/" + connected.person().id()).expect(200).body().at("/connections"),
                counted -> counted.path("revoked").asLong() == 1 && counted.path("active").asLong() == 1);
        assertThat(held.at("/clients/0/name").asString()).isEqualTo("Desktop revoked-all");
    }

    private void reported(Connected connected) {
        var report = await().atMost(BOUND).until(
                () -> owner.get("/members/" + connected.person().id() + "/leaver-report").expect(200).body(),
                each -> each.at("/connections/0/enforcedAt").isString());

        assertThat(report.path("status").asString()).isEqualTo("LEFT");
        assertThat(report.at("/connections/0/reasonCode").asString()).isEqualTo("LEAVER");
        assertThat(report.at("/connections/0/server/name").asString()).isEqualTo("Sample leaver-deleted");
        assertThat(report.at("/connections/0/scopes/0").asString()).isEqualTo(READ);
        assertThat(report.at("/connections/0/tools/0/tool").asString()).isEqualTo("echo");
        assertThat(report.at("/connections/0/calls").asLong()).isPositive();
        assertThat(report.path("consents")).hasSize(1);
        assertThat(report.at("/consents/0/endedAt").asString()).isEqualTo(report.path("knownAt").asString());
        assertThat(report.at("/consents/0/reasonCode").asString()).isEqualTo("LEAVER");
        assertThat(report.at("/consents/0/scopes/0").asString()).isEqualTo(READ);
    }

    @Test
    void whoIsTakenOutOfTheOrganizationIsOutWithinSecondsAndComesBackWithNothing() {
        var connected = connected("taken-out");

        var out = refusedWithin(SECONDS, connected, keycloak::takesOut);

        assertThat(out.path("causationId").asString("")).startsWith("keycloak-admin-event:");
        ended(connected);

        keycloak.takesIn(connected.person());

        await().atMost(BOUND).until(() -> access(connected.person()).equals("DISABLED"));
        assertThat(Machine.said(connected.session().echo())).isEqualTo("401 member_disabled");
    }

    /** Events off: what Keycloak does not say is found out. */
    @Test
    void whereKeycloakNotesNothingTheComparisonFindsWhoIsGone() {
        keycloak.notes(false);
        var connected = connected("unnoticed");

        var out = refusedWithin(BOUND, connected, keycloak::deletes);

        assertThat(out.path("causationId").asString("")).isEqualTo("comparison-with-the-identity-provider");
        ended(connected);
    }

    /** Whoever made it is gone: the key opens nothing, and is shown as suspended until an owner makes it theirs. */
    @Test
    void theRolesOfALeaverGoAndTheirManagementKeyIsSuspended() {
        var person = keycloak.hires("owner-who-leaves");
        var first = Browser.signedIn(acme, Person.OWNER);
        first.post("/roles", Map.of("userId", person.id(), "role", "owner")).expect(204);
        var made = Browser.signedIn(acme, person).post("/management-keys", Map.of("name", "Of a leaver", "roles", List.of("auditor")))
                .expect(201);
        var client = Browser.signedIn(acme, person).post("/clients", PublicClient.registration(
                Setup.registerServer(acme, "of-a-leaver").projectId(), "Of a leaver")).expect(201).text("id");
        var key = new Api(acme, made.text("key"));
        key.get("/events?limit=1").expect(200);

        keycloak.deletes(person);

        await().atMost(BOUND).until(() -> key.get("/events?limit=1").status() == 401);
        await().atMost(BOUND).until(() -> keyStatus(made.text("id")).equals("SUSPENDED"));
        assertThat(owner.get("/roles").expect(200).body().toString()).doesNotContain(person.id());
        var report = owner.get("/members/" + person.id() + "/leaver-report").expect(200).body();
        assertThat(report.at("/roles/0/role").asString()).isEqualTo("owner");
        assertThat(report.at("/roles/0/withdrawnAt").isString()).isTrue();
        assertThat(report.at("/keys/0/status").asString()).isEqualTo("SUSPENDED");
        assertThat(report.at("/clients/0/clientId").asString()).isEqualTo(client);
        assertThat(report.at("/clients/0/status").asString()).isEqualTo("ACTIVE");
        assertThat(report.path("owners").toString()).contains(Person.OWNER.id());

        first.post("/management-keys/" + made.text("id") + "/resume", Map.of()).expect(204);

        await().atMost(BOUND).until(() -> key.get("/events?limit=1").status() == 200);
    }

    private String keyStatus(String id) {
        return owner.get("/management-keys/" + id).expect(200).text("status");
    }

    /** Refused at the gateway; what was recorded about it then. */
    private JsonNode refusedWithin(Duration bound, Connected connected, Consumer<Person> happens) {
        justCompared();
        happens.accept(connected.person());
        var refused = await().atMost(bound).until(connected.session()::echo, answer -> answer.statusCode() != 200);
        assertThat(Machine.said(refused)).isEqualTo("401 member_disabled");
        return await().atMost(BOUND).until(() -> leaving(connected.person()), found -> !found.isMissingNode());
    }

    /** The next comparison is an interval away, so that an event comes first. */
    private void justCompared() {
        var before = comparedAt();
        await().atMost(BOUND).until(() -> !comparedAt().equals(before));
    }

    private String comparedAt() {
        return owner.get("/leavers").expect(200).body().path("comparedAt").asString("");
    }

    private JsonNode leaving(Person person) {
        return auditor.get("/events?limit=200&subject=acc-" + platform.describe().organization().id() + "-" + person.id()).expect(200)
                .body().path("items").valueStream()
                .filter(event -> event.path("type").asString().matches(".*(MemberLeftOrganization|MemberSuspendedAtIdp).*"))
                .findFirst().orElse(MissingNode.getInstance());
    }

    private void ended(Connected connected) {
        assertThat(connected.desktop().refusedRefresh(connected.tokens())).isEqualTo("invalid_grant");
        var id = Desktop.claim(connected.tokens(), "cid");
        var ended = await().atMost(BOUND).until(() -> owner.get("/connections/" + id).expect(200).body(),
                connection -> connection.path("status").asString().equals("REVOKED"));
        assertThat(ended.path("reasonCode").asString()).isEqualTo("LEAVER");
    }

    private String access(Person person) {
        return owner.get("/members?limit=200").expect(200).body().path("items").valueStream()
                .filter(member -> member.path("userId").asString().equals(person.id())).map(member -> member.path("status").asString())
                .findFirst().orElse("");
    }

    private Connected connected(String name) {
        var person = keycloak.hires(name);
        var server = Setup.registerServer(acme, "leaver-" + name);
        var desktop = Desktop.of(acme, person, PublicClient.register(acme, server, "Desktop " + name, READ), server);
        var tokens = desktop.connect(READ);
        var session = desktop.session(tokens);
        assertThat(session.echo().statusCode()).isEqualTo(200);
        return new Connected(person, desktop, tokens, session);
    }

    /** Somebody with a running session and the token it runs on. */
    private record Connected(Person person, Desktop desktop, Tokens tokens, McpSession session) {
    }
}
