package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Api;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ideas 14 and 16 at the gateway: whoever is refused can find out why, and what happens is told as it does. */
class DecisionsIT extends AcmeJourney {
    private final Api auditor = new Api(acme, acme.auditorKey());

    @Test
    void aRefusedCallIsExplainedToTheMemberAndToTheOwnerAndToNobodyElse() {
        var server = Setup.registerServer(acme, "explained");
        var desktop = Desktop.of(acme, Person.FIRST_MEMBER, PublicClient.register(acme, server, "Explained", READ), server);
        var tokens = desktop.connect(READ);
        var session = desktop.session(tokens);
        var connection = Desktop.claim(tokens, "cid");
        assertThat(session.echo().statusCode()).isEqualTo(200);

        try (var stream = EventStream.open(acme, acme.ownerKey(), "")) {
            owner.post("/connections/" + connection + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200);
            var refused = await().atMost(BOUND).until(session::echo, answer -> answer.statusCode() == 401);
            var revocation = await().atMost(BOUND)
                    .until(() -> about(stream.events(), connection, "ConnectionRevoked"), told -> !told.isEmpty())
                    .getFirst();
            var id = refused.headers().firstValue("Countersign-Decision").orElseThrow();

            var decision = await().atMost(BOUND).until(() -> owner.get("/decisions/" + id), answer -> answer.status() == 200).body();
            assertThat(decision.path("code").asString()).isEqualTo("connection_revoked");
            assertThat(decision.path("connectionId").asString()).isEqualTo(connection);
            assertThat(decision.path("place").asString()).isEqualTo("GATEWAY");
            var failed = failed(decision);
            assertThat(failed).extracting(check -> check.path("code").asString()).containsExactly("connection_revoked");
            var fact = failed.getFirst().path("facts").path(0);
            assertThat(fact.path("key").asString()).isEqualTo("connection:" + connection);
            assertThat(fact.path("eventId").asString()).isEqualTo(revocation.path("id").asString());
            assertThat(auditor.get("/events/" + fact.path("eventId").asString()).expect(200).body().path("subject").asString())
                    .isEqualTo(connection);

            toldToTheMember(id);
            toldToNobodyElse(id);
            resumed(revocation.path("position").asLong(), stream.events());
        }
    }

    private void toldToTheMember(String id) {
        var member = Browser.signedIn(acme, Person.FIRST_MEMBER);
        var shown = member.api("GET", acme.api("/decisions/" + id), "").expect(200).body();
        assertThat(shown.path("sentence").asString()).isEqualTo("This connection was ended.");
        assertThat(shown.path("nextStep").asString()).startsWith("Connect the client again");
        assertThat(failed(shown).getFirst().path("facts").isArray()).as("what is behind it is not theirs to see").isFalse();
        assertThat(member.api("GET", acme.api("/me/denials"), "").expect(200).body().path("items").valueStream()
                .map(denial -> denial.path("id").asString())).contains(id);
    }

    private void toldToNobodyElse(String id) {
        var another = Browser.signedIn(acme, Person.SECOND_MEMBER);
        assertThat(another.api("GET", acme.api("/decisions/" + id), "").status()).isEqualTo(404);
        assertThat(another.api("GET", acme.api("/me/denials"), "").expect(200).body().path("items").valueStream()
                .map(denial -> denial.path("id").asString())).doesNotContain(id);
        var theirs = platform.target(Platform.THEIRS);
        assertThat(new Api(theirs, theirs.ownerKey()).get("/decisions/" + id).status()).isEqualTo(404);
        assertThat(new Api(acme, theirs.ownerKey()).get("/decisions/" + id).status()).isEqualTo(404);
        assertThat(owner.get("/decisions/dec-01ARZ3NDEKTSV4RRFFQ69G5FAV").status()).isEqualTo(404);
    }

    /** Whoever was away goes on behind what they had, and has the same events as whoever stayed. */
    private void resumed(long position, List<JsonNode> stayed) {
        var behind = Long.toString(position - 1);
        try (var again = EventStream.open(acme, acme.ownerKey(), behind)) {
            var expected = stayed.stream().filter(event -> event.path("position").asLong() >= position).toList();
            await().atMost(BOUND).until(() -> again.events().size() >= expected.size());
            assertThat(again.events().subList(0, expected.size())).isEqualTo(expected);
        }
    }

    @Test
    void theTokenEndpointsRefusalHasAnIdToo() {
        var machine = Machine.in(acme, "explained-machine");
        var connection = await().atMost(BOUND).until(() -> {
            machine.session();
            return owner.get("/connections?clientId=" + machine.client().id()).expect(200).body().at("/items/0/id").asString("");
        }, id -> !id.isEmpty());
        owner.post("/connections/" + connection + "/revoke", Map.of("reasonCode", "ADMIN")).expect(200);

        var refused = await().atMost(BOUND).until(machine::askForToken, answer -> answer.status() == 400);
        var id = refused.headers().firstValue("Countersign-Decision").orElseThrow();

        var decision = await().atMost(BOUND).until(() -> owner.get("/decisions/" + id), answer -> answer.status() == 200).body();
        assertThat(decision.path("place").asString()).isEqualTo("TOKEN_ENDPOINT");
        assertThat(decision.path("operation").asString()).isEqualTo("client_credentials");
        assertThat(failed(decision)).extracting(check -> check.path("code").asString()).containsExactly("connection_revoked");
        assertThat(decision.path("connectionId").asString()).isEqualTo(connection);
    }

    /** Whoever may not come in again does not go on reading either. */
    @Test
    void aRevokedKeysStreamEnds() {
        var made = Browser.signedIn(acme, Person.OWNER)
                .post("/management-keys", Map.of("name", "Reads the stream", "roles", List.of("auditor")))
                .expect(201);
        try (var stream = EventStream.open(acme, made.text("key"), "")) {
            Setup.registerServer(acme, "streamed");
            await().atMost(BOUND).until(() -> !stream.events().isEmpty());
            assertThat(stream.ended()).isFalse();

            Browser.signedIn(acme, Person.OWNER).api("DELETE", acme.api("/management-keys/" + made.text("id")), "").expect(204);

            await().atMost(BOUND).until(stream::ended);
        }
    }

    private static List<JsonNode> about(List<JsonNode> events, String subject, String name) {
        return events.stream().filter(event -> event.path("subject").asString().equals(subject))
                .filter(event -> event.path("type").asString().contains("." + name + ".")).toList();
    }

    private static List<JsonNode> failed(JsonNode decision) {
        return decision.path("checks").valueStream().filter(check -> check.path("outcome").asString().equals("FAILED")).toList();
    }
}
