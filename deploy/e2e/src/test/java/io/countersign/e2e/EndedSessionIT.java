package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TL-02: a session of a connection that was revoked is over at the server too. */
class EndedSessionIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void revokingAConnectionEndsItsSessionAtTheServer() {
        var target = Platform.running().target();
        var machine = Machine.in(target, "session-end");
        var session = machine.session();
        assertThat(session.echo().statusCode()).isEqualTo(200);
        var atTheServer = session.at(target.upstream(), session.id().substring(0, session.id().lastIndexOf('.')));
        assertThat(atTheServer.tools().statusCode()).isEqualTo(200);

        var connection = await().atMost(BOUND).until(() -> machine.owner().get("/connections?clientId=" + machine.client().id())
                .expect(200).body().path("items").path(0).path("id").asString(""), id -> !id.isEmpty());
        machine.owner().post("/connections/" + connection + "/revoke", Map.of("reasonCode", "SECURITY")).expect(200);

        await().atMost(BOUND).until(() -> atTheServer.tools().statusCode(), status -> status == 404);
    }
}
