package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** domain.md, client approval: where an owner decides which clients that nobody registered a server takes, for what, and until when. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalTest {
    private static final String EDITOR = "{\"client_name\":\"Editor\",\"redirect_uris\":[\"http://localhost/callback\"],\"token_endpoint_auth_method\":\"none\"}";
    private RunningRegistry registry;
    private Globex globex;

    @BeforeAll
    void openTheOrganization(RunningRegistry running) {
        registry = running;
        globex = new Globex(running);
        globex.registration(true, false);
    }

    /** domain.md, client approval: pending until an owner decides; binding it is the yes. */
    @Test
    void whereAnOwnerDecidesAWishIsKeptOnceAndABindingIsTheYes() {
        var server = globex.leftToOwners("asks");
        var client = globex.register(EDITOR).text("/client_id");
        assertThat(globex.authorization(client, server, true).text("/code")).isEqualTo("approval_required");
        assertThat(globex.admit(client, server).text("/code")).isEqualTo("approval_required");

        assertThat(globex.wish(client, server)).isEqualTo(204);
        var before = globex.events();
        assertThat(globex.wish(client, server)).isEqualTo(204);
        assertThat(globex.events()).isEqualTo(before);
        assertThat(globex.authorization(client, server, true).text("/code")).isEqualTo("approval_pending");
        var bindings = globex.api + "/clients/" + client + "/bindings/" + server.text("/id");
        registry.post(globex.owner, globex.api + "/clients/" + client + "/disable", "");
        var receipt = registry.post(globex.owner, globex.api + "/clients/" + client + "/enable", "").header("Countersign-Receipt");
        var waiting = registry.get(globex.owner, globex.api + "/clients?approval=PENDING", "Countersign-Receipt", receipt).content();
        assertThat(waiting).contains(client, "\"askedBy\":\"usr-1\"");

        var bound = registry.send(globex.owner, bindings, "PUT", "{\"scopes\":[\"sample:read\"]}");
        assertThat(bound.status()).as(bound.content()).isEqualTo(200);
        assertThat(globex.authorization(client, server, true).body().at("/provisional").asBoolean(true)).isFalse();
        assertThat(registry
                .get(globex.owner, globex.api + "/clients?approval=PENDING", "Countersign-Receipt", bound.header("Countersign-Receipt"))
                .content()).doesNotContain(client);
    }

    /** Approve for scopes and until when: the word of an owner has an end, after which there is nothing to be authorized. */
    @Test
    void anOwnersYesIsForScopesAndUntilWhen() {
        var server = globex.leftToOwners("until");
        var client = globex.register(EDITOR).text("/client_id");
        globex.wish(client, server);
        var until = registry.bean(Clock.class).instant().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
        var bound = registry.send(globex.owner, globex.binding(client, server), "PUT",
                "{\"scopes\":[\"sample:read\"],\"until\":\"" + until + "\"}");
        assertThat(bound.status()).as(bound.content()).isEqualTo(200);
        var told = globex.authorization(client, server, false);
        assertThat(Instant.parse(told.text("/until"))).isEqualTo(until);
        assertThat(told.body().at("/allowedScopes").size()).isEqualTo(1);
        assertThat(registry.get(globex.owner, globex.api + "/clients/" + client, "Countersign-Receipt",
                bound.header("Countersign-Receipt")).text("/bindings/0/until")).startsWith(until.toString().substring(0, 19));

        var earlier = registry.send(globex.owner, globex.binding(client, server), "PUT",
                "{\"scopes\":[\"sample:read\"],\"until\":\"" + until.minusSeconds(60) + "\"}");
        assertThat(earlier.status()).isEqualTo(200);
        assertThat(globex.authorization(client, server, false).body().at("/bindingSequence").asLong())
                .isGreaterThan(told.body().at("/bindingSequence").asLong());
        assertThat(registry.send(globex.owner, globex.binding(client, server), "PUT",
                "{\"scopes\":[\"sample:read\"],\"until\":\"2020-01-01T00:00:00Z\"}").status()).isEqualTo(422);
    }

    /** Restrict: deny and remember, whatever the server takes later. */
    @Test
    void whatAnOwnerRejectedStaysSoUntilItIsBound() {
        var server = globex.leftToOwners("rejects");
        var client = globex.register(EDITOR).text("/client_id");
        globex.wish(client, server);
        var bindings = globex.api + "/clients/" + client + "/bindings/" + server.text("/id");
        assertThat(registry.post(globex.owner, bindings + "/reject", "{\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(204);

        assertThat(globex.authorization(client, server, true).text("/code")).isEqualTo("approval_rejected");
        registry.send(globex.owner, globex.api + "/servers/" + server.text("/id"), "PATCH", "{\"unknownClients\":\"AUTOMATIC\"}");
        assertThat(globex.authorization(client, server, true).text("/code")).isEqualTo("approval_rejected");
        assertThat(globex.admit(client, server).text("/code")).isEqualTo("client_not_bound");
        registry.send(globex.owner, bindings, "PUT", "{\"scopes\":[\"sample:read\"]}");
        assertThat(globex.authorization(client, server, true).status()).isEqualTo(200);
        assertThat(registry.post(globex.owner, bindings + "/reject", "").text("/code")).isEqualTo("already_exists");
    }
}
