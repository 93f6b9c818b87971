package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** EL-01 to EL-06, EL-16: an owner looks through the organization's connections and ends one, at the gateway and beside the real Keycloak. */
class ConnectionsIT extends AcmeJourney {
    @Test
    void anOwnerFindsAPersonsConnectionByTheMailAddressAndSeesItRevokedAtOnce() {
        var server = Setup.registerServer(acme, "looked-through");
        var client = PublicClient.register(acme, server, "Looked through", READ);
        var hers = Desktop.claim(Desktop.of(acme, Person.FIRST_MEMBER, client, server).connect(READ), "cid");
        var his = Desktop.claim(Desktop.of(acme, Person.SECOND_MEMBER, client, server).connect(READ), "cid");
        var found = "/connections?clientId=" + client + "&q=Member-One@acme";

        var page = await().atMost(BOUND).until(() -> owner.get(found).expect(200).body(), list -> !list.path("items").isEmpty());
        assertThat(ids(page)).containsExactly(hers);
        assertThat(page.at("/items/0/subject/email").asString()).isEqualTo("member-one@acme.example");
        assertThat(page.at("/items/0/name").asString()).startsWith("Looked through#");
        await().atMost(BOUND).untilAsserted(() -> assertThat(group(client)).containsEntry("active", 2L).containsEntry("total", 2L));

        var revoked = owner.post("/connections/" + hers + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200);

        assertThat(ids(owner.getAfter(revoked, found + "&status=ACTIVE").expect(200).body())).isEmpty();
        var shown = owner.getAfter(revoked, found + "&facets=STATUS").expect(200).body();
        assertThat(shown.at("/items/0/status").asString()).isEqualTo("REVOKED");
        assertThat(shown.at("/items/0/visibleUntil").asString()).isNotEmpty();
        assertThat(group(client)).containsEntry("active", 1L).containsEntry("revoked", 1L);
        assertThat(ids(owner.get("/connections?clientId=" + client + "&status=ACTIVE").expect(200).body())).containsExactly(his);
        assertThat(owner.get("/connections/" + hers + "/timeline").expect(200).body().path("items").valueStream()
                .map(fact -> fact.path("what").asString())).startsWith("AUTHORIZED").contains("REVOKED");
    }

    /** Section 2.7, MG-12: by the gateways' word, not by a step of the log; kept beside it, and there after a restart. */
    @Test
    void aCallShowsWhenAndWhatWasUsedLastAlsoAfterARestart() {
        var server = Setup.registerServer(acme, "used-last");
        var client = PublicClient.register(acme, server, "Used last", READ, "sample:admin");
        var desktop = Desktop.of(acme, Person.FIRST_MEMBER, client, server);
        var tokens = desktop.connect(READ, "sample:admin");
        var id = Desktop.claim(tokens, "cid");
        await().atMost(BOUND).until(() -> shown(id).path("id").asString("").equals(id));
        assertThat(shown(id).path("lastTool").isNull()).isTrue();

        desktop.session(tokens).echo();
        await().atMost(BOUND).until(() -> shown(id).path("lastTool").asString("").equals("echo"));
        var before = Instant.parse(shown(id).path("lastUsedAt").asString());
        desktop.session(tokens).call("secret_report");

        await().atMost(BOUND).until(() -> shown(id).path("lastTool").asString("").equals("secret_report"));
        var used = shown(id);
        assertThat(Instant.parse(used.path("lastUsedAt").asString())).isAfter(before).isBefore(before.plus(BOUND));
        assertThat(used.path("calls").asInt()).isEqualTo(2);
        assertThat(used.path("scopesUsed").valueStream().map(JsonNode::asString)).containsExactly("sample:admin");
        await().atMost(BOUND).until(() -> ids(owner.get("/connections?clientId=" + client + "&sort=lastUsedAt&lastUsedFrom="
                + used.path("lastUsedAt").asString()).expect(200).body()).equals(List.of(id)));

        platform.kill("token-service");
        platform.up();

        await().atMost(BOUND).ignoreExceptions().untilAsserted(() -> assertThat(shown(id)).isEqualTo(used));
    }

    private JsonNode shown(String id) {
        var list = owner.get("/connections?q=" + id).expect(200).body();
        return list.at("/items/0");
    }

    private Map<String, Long> group(String client) {
        var groups = owner.get("/connections/groups?by=client&clientId=" + client).expect(200).body().path("items");
        return Map.of("active", groups.at("/0/active").asLong(), "revoked", groups.at("/0/revoked").asLong(), "total",
                groups.at("/0/total").asLong());
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }
}
