package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.Streams;
import io.countersign.registry.contract.ReasonCode;
import io.countersign.registry.contract.ProjectEvent.ProjectArchived;
import io.countersign.registry.contract.McpServerEvent.McpServerDeleted;
import io.countersign.registry.contract.ClientEvent.ClientUnboundFromServer;
import io.countersign.registry.contract.ClientEvent.ClientRevoked;
import io.countersign.registry.contract.ClientEvent.ClientDeleted;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import java.util.stream.Stream;
import java.util.List;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cutting, pausing and ending over HTTP: who may, what is asked for, and what the registry answers afterwards. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndingAccessTest {
    private RunningRegistry registry;
    private Acme acme;

    @BeforeAll
    void start(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
    }

    /** Architecture section 6: cut. */
    @Test
    void revokingAllOfAClientRaisesItsEpochAndItCanBeLetInAgain() {
        var project = acme.project("Cut clients");
        var server = acme.server(project, "cut-clients");
        var client = acme.client(project, "Cut client");
        acme.bind(client, server, "sample:read");

        var cut = registry.post(acme.owner, acme.pathOf(client) + "/revoke-all", "{\"reasonCode\":\"SECURITY\"}");
        var access = acme.access("client:" + client.text("/id"));

        assertThat(cut.status()).as(cut.content()).isEqualTo(204);
        assertThat("\"" + access.text("/known/0/epoch") + "\"").isEqualTo(cut.header("ETag"));
        assertThat(access.body().at("/known/0/ended").asBoolean()).isFalse();
        assertThat(acme.authorization(client, server).text("/client/status")).isEqualTo("ACTIVE");
        assertThat(acme.renew(acme.owner, client, server).status()).isEqualTo(204);
    }

    @Test
    void revokingAllOfAServerRaisesItsEpochAndItGoesOn() {
        var server = acme.server(acme.project("Cut servers"), "cut-servers");

        var cut = registry.post(acme.owner, pathOf(server) + "/revoke-all", "{\"reasonCode\":\"SECURITY\"}");
        var access = acme.access("server:" + server.text("/id"));

        assertThat(cut.status()).isEqualTo(204);
        assertThat("\"" + access.text("/known/0/epoch") + "\"").isEqualTo(cut.header("ETag"));
        assertThat(registry.get(acme.owner, pathOf(server), "Countersign-Receipt", cut.header("Countersign-Receipt")).text("/status"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void aCutNeedsAReason() {
        var server = acme.server(acme.project("Reasons"), "reasons");

        var cut = registry.post(acme.owner, pathOf(server) + "/revoke-all", "{}");

        assertThat(cut.status()).isEqualTo(422);
        assertThat(cut.text("/errors/0/field")).isEqualTo("reasonCode");
    }

    /** Architecture section 4: enumerated codes, no free text. */
    @Test
    void aReasonOfOnesOwnWordsIsRefusedEverywhere() {
        var project = acme.project("Words");
        var server = acme.server(project, "words");
        var client = acme.client(project, "Words");
        var words = "{\"reasonCode\":\"MS_SMITH_ASKED\",\"confirm\":\"Words\"}";

        for (var path : List.of(pathOf(server) + "/disable", pathOf(server) + "/enable", pathOf(server) + "/revoke-all",
                acme.pathOf(client) + "/disable", acme.pathOf(client) + "/enable", acme.pathOf(client) + "/revoke-all",
                acme.pathOf(client) + "/revoke", acme.api + "/projects/" + project + "/archive")) {
            refusedWords(path, registry.post(acme.owner, path, words));
        }
        for (var path : List.of(pathOf(server) + "?confirm=Server%20words&", acme.pathOf(client) + "?confirm=Words&",
                acme.pathOf(client) + "/bindings/" + server.text("/id") + "?", acme.pathOf(client) + "/secrets/sec-1?",
                acme.api + "/management-keys/key-1?")) {
            refusedWords(path, registry.delete(acme.owner, path + "reasonCode=MS_SMITH_ASKED"));
        }
    }

    private static void refusedWords(String path, Answer answer) {
        assertThat(answer.status()).as(path).isEqualTo(422);
        assertThat(answer.text("/errors/0/field")).as(path).isEqualTo("reasonCode");
    }

    /** Architecture section 4: every change of state has a reason code, here from the request to the log. */
    @Test
    void whatIsEndedSaysWhyInTheLog() {
        var project = acme.project("Why");
        var server = acme.server(project, "why");
        var client = acme.client(project, "Why");
        acme.bind(client, server, "sample:read");

        registry.post(acme.owner, pathOf(server) + "/enable", "{\"reasonCode\":\"REVIEW\"}");
        registry.delete(acme.owner, acme.pathOf(client) + "/bindings/" + server.text("/id") + "?reasonCode=POLICY");
        registry.delete(acme.owner, acme.pathOf(client) + "?confirm=Why&reasonCode=ANOMALY");
        registry.delete(acme.owner, pathOf(server) + "?confirm=Server%20why");
        var archived = registry.post(acme.owner, acme.api + "/projects/" + project + "/archive",
                "{\"confirm\":\"Why\",\"reasonCode\":\"SECURITY\"}");

        assertThat(log(client.text("/id"))).contains(new ClientUnboundFromServer(client.text("/id"), server.text("/id"), ReasonCode.POLICY),
                new ClientRevoked(client.text("/id"), ReasonCode.ANOMALY), new ClientDeleted(client.text("/id"), ReasonCode.ANOMALY));
        assertThat(log(server.text("/id"))).contains(new McpServerDeleted(server.text("/id"), ReasonCode.ADMIN));
        assertThat(log(project)).contains(new ProjectArchived(project, ReasonCode.SECURITY));
        assertThat(registry.get(acme.owner, acme.api + "/projects/" + project, "Countersign-Receipt",
                archived.header("Countersign-Receipt")).text("/reasonCode")).isEqualTo("SECURITY");
    }

    private List<Object> log(String aggregateId) {
        return registry.bean(Streams.class).load(aggregateId, List.<Object>of(),
                (events, recorded) -> Stream.concat(events.stream(), Stream.of(recorded.event())).toList()).state();
    }

    @Test
    void anAuditorCutsNothing() {
        var server = acme.server(acme.project("Auditors"), "auditors");

        assertThat(
                registry.post(registry.key(acme.id, "auditor"), pathOf(server) + "/revoke-all", "{\"reasonCode\":\"SECURITY\"}").status())
                .isEqualTo(403);
    }

    /** C-2, EL-20: a key that revokes the wrong id is stopped as a person is. */
    @Test
    void whatCannotBeTakenBackIsConfirmedWithTheExactName() {
        var project = acme.project("Confirmed");
        var server = acme.server(project, "confirmed");
        var client = acme.client(project, "Confirmed client");
        var projectPath = acme.api + "/projects/" + project;

        mismatch(registry.post(acme.owner, acme.pathOf(client) + "/revoke", "{\"confirm\":\"Another client\"}"));
        mismatch(registry.send(acme.owner, acme.pathOf(client) + "?confirm=confirmed%20client", "DELETE", ""));
        mismatch(registry.send(acme.owner, pathOf(server) + "?confirm=confirmed", "DELETE", ""));
        mismatch(registry.post(acme.owner, projectPath + "/archive", "{\"confirm\":\"confirmed\"}"));
        unconfirmed(registry.post(acme.owner, acme.pathOf(client) + "/revoke", "{}"));
        unconfirmed(registry.send(acme.owner, pathOf(server), "DELETE", ""));

        assertThat(registry.send(acme.owner, acme.pathOf(client) + "?confirm=Confirmed%20client", "DELETE", "").status()).isEqualTo(204);
        assertThat(registry.send(acme.owner, pathOf(server) + "?confirm=Server%20confirmed", "DELETE", "").status()).isEqualTo(204);
        assertThat(registry.post(acme.owner, projectPath + "/archive", "{\"confirm\":\"Confirmed\"}").status()).isEqualTo(204);
    }

    @Test
    void anArchivedProjectEndsAccessToEverythingInItForEver() {
        var project = acme.project("Archived");
        var server = acme.server(project, "archived");
        var client = acme.client(project, "Archived client");
        acme.bind(client, server, "sample:read");
        var path = acme.api + "/projects/" + project;

        var archived = registry.post(acme.owner, path + "/archive", "{\"confirm\":\"Archived\"}");
        var again = registry.post(acme.owner, path + "/archive", "{\"confirm\":\"Archived\"}");

        assertThat(archived.status()).isEqualTo(204);
        assertThat(again.header("ETag")).isEqualTo(archived.header("ETag"));
        assertThat(acme.access("project:" + project).body().at("/known/0/ended").asBoolean()).isTrue();
        assertThat(acme.authorization(client, server).body().at("/access").toString())
                .contains("{\"key\":\"project:" + project + "\",\"epoch\":0,\"suspended\":false,\"ended\":true");
        assertThat(registry.post(acme.owner, acme.api + "/servers", Acme.serverJson(project, "too-late")).text("/code"))
                .isEqualTo("already_terminal");
        assertThat(acme.renew(acme.owner, client, server).text("/code")).isEqualTo("already_terminal");
        assertThat(registry.get(acme.owner, path, "Countersign-Receipt", archived.header("Countersign-Receipt")).text("/status"))
                .isEqualTo("ARCHIVED");
        assertThat(registry.post(registry.person(acme.id, "usr-1", "project-admin:" + project), path + "/archive",
                "{\"confirm\":\"Archived\"}").status()).isEqualTo(403);
    }

    /** domain.md 2.8: what the platform team alone decides, signed in a moment ago (C-3). */
    @Test
    void anOperatorSuspendsAnOrganizationAndResumesItWithNothingLost() {
        var globex = registry.organization("globex");
        var path = "/api/v1/orgs/" + globex + "/organization";
        var operator = registry.person(globex, "usr-operator", "operator");
        var key = "organization:" + globex;

        var suspended = registry.post(operator, path + "/suspend", "{\"reasonCode\":\"SECURITY\"}");
        var paused = acme.access(key);
        var seen = registry.get(registry.owner("globex"), path);
        var resumed = registry.post(operator, path + "/resume", "");

        assertThat(suspended.status()).isEqualTo(204);
        assertThat(paused.body().at("/known/0/suspended").asBoolean()).isTrue();
        assertThat(seen.text("/status")).isEqualTo("SUSPENDED");
        assertThat(resumed.status()).isEqualTo(204);
        assertThat(acme.access(key).body().at("/known/0/suspended").asBoolean()).isFalse();
        assertThat(acme.access(key).body().at("/known/0/epoch").asLong()).isEqualTo(paused.body().at("/known/0/epoch").asLong());
        assertThat(registry.get(acme.service, "/internal/organizations/globex").text("/status")).isEqualTo("ACTIVE");
    }

    @Test
    void anOwnerDoesNotSuspendAndAnOperatorSeesNothing() {
        var path = acme.api + "/organization";
        var operator = registry.person(acme.id, "usr-operator", "operator");

        assertThat(suspend(registry.person(acme.id, "usr-1", "owner"), path).text("/code")).isEqualTo("forbidden");
        assertThat(suspend(registry.key(acme.id, "operator"), path).text("/code")).isEqualTo("person_required");
        assertThat(registry.get(operator, acme.api + "/clients").status()).isEqualTo(403);
        assertThat(registry.get(acme.service, "/internal/organizations/acme/users/usr-operator/roles").text("/roles/0"))
                .isEqualTo("operator");
        assertThat(registry.get(acme.service, "/internal/organizations/acme/users/usr-nobody/roles").body().at("/roles").size()).isZero();
    }

    /** RFC 9470 section 3. */
    @Test
    void aLoginOfTenMinutesAgoIsAskedForAgain() {
        var earlier = registry.passport(new Actor(Actor.Type.MEMBER, "usr-1"), acme.id, "session", Duration.ofMinutes(10), "owner",
                "operator");

        for (var answer : new Answer[]{suspend(earlier, acme.api + "/organization"),
                registry.post(earlier, acme.api + "/roles", "{\"userId\":\"usr-2\",\"role\":\"owner\"}"),
                registry.send(earlier, acme.api + "/roles", "DELETE", "{\"userId\":\"usr-2\",\"role\":\"owner\"}")}) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("/code")).isEqualTo("step_up_required");
            assertThat(answer.text("/acr")).isEqualTo("1");
            assertThat(answer.body().at("/max_age").asInt()).isEqualTo(300);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=300");
        }
    }

    /** Architecture section 9: C-3 counts in a gateway session only. */
    @Test
    void aBearerTokenDoesNothingSensitiveHoweverFreshItsLoginIs() {
        var bearer = registry.passport(new Actor(Actor.Type.MEMBER, "usr-1"), acme.id, "bearer", Duration.ZERO, "owner", "operator");

        for (var answer : new Answer[]{suspend(bearer, acme.api + "/organization"),
                registry.post(bearer, acme.api + "/organization/resume", "{}"),
                registry.post(bearer, acme.api + "/roles", "{\"userId\":\"usr-2\",\"role\":\"owner\"}"),
                registry.send(bearer, acme.api + "/roles", "DELETE", "{\"userId\":\"usr-2\",\"role\":\"owner\"}"),
                registry.post(bearer, acme.api + "/management-keys", "{\"name\":\"bearer\",\"roles\":[\"auditor\"]}")}) {
            assertThat(answer.status()).as(answer.content()).isEqualTo(403);
            assertThat(answer.text("/code")).isEqualTo("session_required");
        }
        assertThat(registry.get(bearer, acme.api + "/clients").status()).isEqualTo(200);
    }

    /** Architecture section 3: a secret is shown once, whatever is repeated. */
    @Test
    void aRepeatUnderTheSameIdempotencyKeyShowsNoSecretAgain() {
        var project = acme.project("Shown once");
        var client = acme.client(project, "Shown once");

        var key = acme.owner;
        shownOnce(key, acme.api + "/clients", Acme.clientJson(project, "Twice"), "/clientSecret");
        shownOnce(key, acme.pathOf(client) + "/secrets", "{}", "/clientSecret");
        shownOnce(key, acme.pathOf(client) + "/secrets:rotate", "{}", "/clientSecret");
        shownOnce(registry.person(acme.id, "usr-founder", "owner"), acme.api + "/management-keys",
                "{\"name\":\"ci\",\"roles\":[\"auditor\"]}", "/key");
    }

    private void shownOnce(Passport caller, String path, String body, String secret) {
        var first = registry.post(caller, path, body, "Idempotency-Key", "once");
        var again = registry.post(caller, path, body, "Idempotency-Key", "once");

        assertThat(first.status()).as(first.content()).isEqualTo(201);
        assertThat(first.text(secret)).hasSizeGreaterThanOrEqualTo(43);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("already_shown");
        assertThat(again.content()).doesNotContain(first.text(secret));
    }

    private Answer suspend(Passport caller, String path) {
        return registry.post(caller, path + "/suspend", "{\"reasonCode\":\"SECURITY\"}");
    }

    private String pathOf(Answer server) {
        return acme.api + "/servers/" + server.text("/id");
    }

    private static void mismatch(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/code")).isEqualTo("name_mismatch");
    }

    private static void unconfirmed(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/code")).isEqualTo("validation_failed");
        assertThat(answer.text("/errors/0/field")).isEqualTo("confirm");
    }
}
