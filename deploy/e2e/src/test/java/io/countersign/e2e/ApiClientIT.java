package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The published API description as those use it who write clients: a linter finds nothing in it, and a typed client is compiled from it. */
class ApiClientIT {
    @Test
    void aClientIsCompiledFromWhatIsPublishedAndReadsConnections() {
        NodeScript.install("api");
        var tenant = Tenant.in(Platform.running(), "acme", "typed");
        var target = tenant.target();
        try (var script = NodeScript.start("api", Map.of("GATEWAY", target.gateway().toString(), "ORGANIZATION", target.organization(),
                "KEY", target.ownerKey()), "check.mjs")) {
            var seen = script.said();
            assertThat(texts(seen.path("problems"))).isEmpty();
            assertThat(texts(seen.path("errors"))).isEmpty();
            assertThat(texts(seen.path("connections"))).contains(tenant.ids().get("connectionId"));
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
