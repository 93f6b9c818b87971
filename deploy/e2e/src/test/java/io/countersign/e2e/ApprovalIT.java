package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where an owner decides which clients that nobody registered are taken (domain.md: client approval). */
class ApprovalIT {
    private static final String READ = "sample:read";
    private final LocalPlatform platform = Platform.running();

    @Test
    void aPersonWaitsForAnOwnerAndIsToldWhatWasDecided() {
        var target = platform.target();
        var owner = new Api(target, target.ownerKey());
        var server = Setup.registerServer(target, "approval");
        var endpoint = SelfRegistration.opened(target, server).registrationEndpoint();
        owner.patch("/servers/" + server.id(), Map.of("unknownClients", "APPROVAL")).expect(200, 204);
        var client = SelfRegistration.register(endpoint).text("client_id");
        var binding = "/clients/" + client + "/bindings/" + server.id();
        var desktop = Desktop.of(target, Person.SECOND_MEMBER, client, server);

        assertThat(shown(desktop)).contains("An owner has to decide first", "Editor");
        var waiting = await().atMost(Duration.ofMinutes(2)).until(
                () -> owner.get("/clients?approval=PENDING").expect(200).body().toString(),
                clients -> clients.contains(client));
        assertThat(waiting).contains("\"askedBy\":\"" + Person.SECOND_MEMBER.id() + "\"");

        owner.post(binding + "/reject", Map.of("reasonCode", "REVIEW")).expect(200, 204);
        assertThat(shown(desktop)).contains("said no");

        owner.put(binding, Map.of("scopes", List.of(READ))).expect(200);
        assertThat(Desktop.claim(desktop.connect(READ), "scope")).isEqualTo(READ);
    }

    private static String shown(Desktop desktop) {
        return desktop.ask(READ).page().document().text();
    }
}
