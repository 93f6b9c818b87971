package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.demo.Browser;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** mcp-remote, unchanged: a client that only starts programs reaches a server, and the person is asked once. */
class McpRemoteIT {
    @BeforeAll
    static void install() {
        NodeScript.install("sdk");
    }

    @Test
    void aClientThatOnlyStartsProgramsConnectsAndComesBackWithWhatIsOnDisk() {
        var target = Platform.running().target();
        var server = Setup.registerServer(target, "remote");
        SelfRegistration.opened(target, server);
        try (var script = NodeScript.start("sdk", Map.of("MCP_URL", server.resource()), "remote.mjs")) {
            var allowed = Allowed.by(Person.SECOND_MEMBER, new Browser(target), script);
            assertThat(allowed.page()).contains("Not verified", "by itself");

            var seen = script.said();
            assertThat(seen.path("first").path("subject").asString()).isEqualTo(Person.SECOND_MEMBER.id());
            assertThat(seen.path("first").path("echo").asString()).isEqualTo("from the SDK");
            assertThat(seen.path("again")).isEqualTo(seen.path("first"));
        }
    }
}
