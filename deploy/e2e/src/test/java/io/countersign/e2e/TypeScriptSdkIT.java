package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.MetadataDocument;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The official MCP SDK for TypeScript in both of its lines, unchanged, completes each way to a token and uses a server (RFC 9728, 8414, 8707,
 * 7636, 7591, CIMD).
 */
@ParameterizedClass(name = "SDK {0}")
@ValueSource(strings = {"1", "2"})
class TypeScriptSdkIT {
    private static final String READ = "sample:read";
    private final LocalPlatform platform = Platform.running();
    @Parameter
    private String line = "";

    @BeforeAll
    static void install() {
        NodeScript.install("sdk");
    }

    @Test
    void aMachineClientConnectsWithItsOwnSecret() {
        var machine = Machine.in(platform.target(), slug("machine"));
        try (var script = NodeScript.start("sdk", Map.of("SDK", line, "MCP_URL", machine.server().resource(), "ISSUER",
                machine.found().issuer(), "CLIENT_ID", machine.client().id(), "CLIENT_SECRET", machine.client().secret()),
                "client-credentials.mjs")) {
            usedTheServer(script.said(), machine.client().id());
        }
    }

    @Test
    void aPersonConnectsAndTheClientRefreshes() {
        var target = platform.target();
        var server = Setup.registerServer(target, slug("person"));
        var clientId = PublicClient.register(target, server, "SDK", READ);
        assertThat(connected(server, Map.of("CLIENT_ID", clientId)).page()).contains("Verified:").doesNotContain("Not verified");
    }

    /** And nobody prepared anything for it but the server it meets. */
    @Test
    void aClientThatNobodyRegisteredRegistersItself() {
        var server = Setup.registerServer(platform.target(), slug("stranger"));
        var endpoint = SelfRegistration.opened(platform.target(), server).registrationEndpoint().toString();
        var connected = connected(server, Map.of());
        assertThat(connected.page()).contains("Not verified", "by itself");
        assertThat(connected.asked()).contains(endpoint);
    }

    /** CIMD: and it leaves no registration behind. */
    @Test
    void aClientKnownByItsAddressRegistersNowhere() {
        var server = Setup.registerServer(platform.target(), slug("document"));
        var endpoint = SelfRegistration.opened(platform.target(), server).registrationEndpoint().toString();
        try (var document = MetadataDocument.served(Platform.documents(), PublicClient.REGISTERED_REDIRECT)) {
            var connected = connected(server, Map.of("CLIENT_METADATA_URL", document.address()));
            assertThat(connected.page()).contains("Not verified", "Known by the address " + document.host());
            assertThat(connected.client()).isEqualTo(document.address());
            assertThat(connected.asked()).isNotEmpty().doesNotContain(endpoint);
        }
    }

    /** MCP authorization, step-up: the union of the scopes, and the MCP session goes on. */
    @Test
    void aToolThatNeedsAnotherScopeMakesTheClientStepUp() {
        var server = Setup.registerServer(platform.target(), slug("step-up"));
        var clientId = PublicClient.register(platform.target(), server, "SDK step-up", READ, "sample:admin");
        var seen = connected(server, Map.of("CLIENT_ID", clientId, "STEP_UP", "secret_report")).seen();
        assertThat(seen.path("steppedUp").asString()).isEqualTo("The vault holds 42 bars.");
        assertThat(seen.path("scopes").asString().split(" ")).containsExactlyInAnyOrder(READ, "sample:admin");
        assertThat(seen.path("sameSession").asBoolean()).isTrue();
    }

    private String slug(String client) {
        return "sdk-" + line + "-" + client;
    }

    /**
     * @param page what the person read before allowing it
     * @param seen what the client tells afterwards
     */
    private record Connected(String page, JsonNode seen) {
        /** The id it came with. */
        String client() {
            return seen.path("client").asString();
        }

        /** Addresses. */
        List<String> asked() {
            return seen.path("asked").valueStream().map(JsonNode::asString).toList();
        }
    }

    private Connected connected(SampleServer server, Map<String, String> client) {
        var target = platform.target();
        var environment = new HashMap<>(client);
        environment.put("SDK", line);
        environment.put("MCP_URL", server.resource());
        environment.put("ISSUER", target.gateway().resolve("/o/" + target.organization()).toString());
        try (var script = NodeScript.start("sdk", environment, "authorization-code.mjs")) {
            var browser = new Browser(target);
            var page = allowed(browser, script);
            if (client.containsKey("STEP_UP")) {
                assertThat(allowed(browser, script)).contains("sample:admin");
            }
            var seen = script.said();
            usedTheServer(seen, Person.SECOND_MEMBER.id());
            assertThat(seen.path("refresh").asString()).isEqualTo("AUTHORIZED");
            assertThat(seen.path("rotated").asBoolean()).isTrue();
            assertThat(seen.path("afterwards").asString()).isEqualTo("refreshed");
            return new Connected(page, seen);
        }
    }

    private static String allowed(Browser browser, NodeScript script) {
        var allowed = Allowed.by(Person.SECOND_MEMBER, browser, script);
        assertThat(allowed.back()).isEqualTo("You can close this page.");
        return allowed.page();
    }

    private static void usedTheServer(JsonNode seen, String subject) {
        assertThat(seen.path("tools").toString()).contains("echo", "whoami");
        assertThat(seen.path("echo").asString()).isEqualTo("from the SDK");
        assertThat(seen.path("subject").asString()).isEqualTo(subject);
        assertThat(seen.path("scope").asString()).isEqualTo(READ);
    }
}
