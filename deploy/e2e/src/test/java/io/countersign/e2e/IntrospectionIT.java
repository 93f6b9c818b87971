package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.MachineClient;
import io.countersign.local.demo.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A resource server elsewhere learns at once what becomes of its tokens, and nobody else learns anything (RFC 7662 section 2.2). */
class IntrospectionIT {
    private final Machine machine = Machine.in(Platform.running().target(), "introspected");
    private final PublicApi publicApi = new PublicApi(machine.target());

    @Test
    void aTokenIsShownToTheResourceServerOfItsServerAloneUntilItEnds() {
        var own = Setup.registerResourceServer(machine.target(), machine.server(), "Resource server of it");
        var another = Machine.in(machine.target(), "introspected-not");
        var elsewhere = Setup.registerResourceServer(machine.target(), another.server(), "Resource server elsewhere");
        var neighbour = Setup.registerClient(machine.target(), machine.server(), "Neighbour");
        var token = TokenEndpoint.token(machine.found(), machine.client());

        assertThat(asked(own, token).path("client_id").asString()).isEqualTo(machine.client().id());
        for (var nobody : new MachineClient[]{elsewhere, neighbour, machine.client()}) {
            assertThat(asked(nobody, token).toString()).as(nobody.name()).isEqualTo("{\"active\":false}");
        }
        assertThat(TokenEndpoint.ask(machine.found(), own).expect(400).text("error")).isEqualTo("unauthorized_client");

        var connection = await().atMost(Duration.ofSeconds(60)).until(() -> machine.owner()
                .get("/connections?status=ACTIVE&clientId=" + machine.client().id()).expect(200).body().path("items").path(0).path("id")
                .asString(""), id -> !id.isEmpty());
        machine.owner().post("/connections/" + connection + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200, 204);

        assertThat(asked(own, token).toString()).isEqualTo("{\"active\":false}");
    }

    private JsonNode asked(MachineClient client, String token) {
        var basic = Base64.getEncoder().encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        var answer = publicApi.send("POST", "/o/" + machine.target().organization() + "/oauth2/introspect", "", "token=" + token,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Basic " + basic));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }
}
