package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.McpSession;
import io.countersign.local.demo.StepReporter;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.local.demo.Target;
import io.countersign.local.demo.TokenEndpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TR-21: where a server's registration says so, a token is shown the tools that it may call. */
class ListedToolsIT {
    private static final String BEYOND = "secret_report";
    private final Target acme = Platform.running().target();

    @Test
    void whatATokenMayNotCallIsNotListed() {
        assertThat(listed(Setup.registerServer(acme, "listed-all"))).contains("echo", BEYOND);
        assertThat(listed(Setup.registerServer(acme, "listed-callable", Map.of("listOnlyCallableTools", true)))).contains("echo")
                .doesNotContain(BEYOND);
    }

    private String listed(SampleServer server) {
        var client = Setup.registerClient(acme, server, "Lists");
        var token = TokenEndpoint.token(Discovery.discover(server.resource(), StepReporter.silent()), client);
        var answer = McpSession.open(server.resource(), token).tools();
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
