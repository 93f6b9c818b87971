package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Browser;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.TokenEndpoint;
import io.countersign.testkit.Person;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The official conformance suite, unchanged: its authorization server scenarios hold, and through the gateway a server comes to exactly what
 * it comes to without. Which scenarios there are, and which do not apply, stands in {@code conformance/scenarios.txt}.
 */
class ConformanceIT {
    private static final String READ = "sample:read";
    private final LocalPlatform platform = Platform.running();

    @BeforeAll
    static void install() {
        NodeScript.install("conformance");
    }

    @Test
    void theAuthorizationServerScenariosHold() throws IOException {
        var target = platform.target();
        var server = Setup.registerServer(target, "conformance-code");
        SelfRegistration.opened(target, server);
        var client = PublicClient.register(target, server, "Conformance", READ);
        var environment = Map.of("ISSUER", target.gateway().resolve("/o/" + target.organization()).toString(), "CLIENT_ID", client,
                "RESOURCE", server.resource());
        try (var script = NodeScript.start("conformance", environment, "authorization.mjs")) {
            Allowed.by(Person.SECOND_MEMBER, new Browser(target), script);

            agrees(outcomes(script.said()), "authorization "::equals);
        }
    }

    @Test
    void aServerComesToTheSameThroughTheGateway() throws IOException {
        try (var fixture = NodeScript.start("conformance", Map.of(), "fixture.mjs")) {
            var url = fixture.said().path("url").asString();
            var direct = run(Map.of("URL", url));
            agrees(direct, leg -> !leg.equals("authorization "));

            var machine = Machine.in(platform.target().upstream(URI.create(url)), "conformance");
            var through = run(Map.of("URL", machine.server().resource(), "AUTHORIZATION",
                    "Bearer " + TokenEndpoint.token(machine.found(), machine.client())));
            assertThat(through).containsOnlyKeys(direct.keySet());
            direct.forEach(through::remove);
            assertThat(through).as("what differs").isEmpty();
        }
    }

    private static Map<String, List<String>> run(Map<String, String> environment) {
        try (var script = NodeScript.start("conformance", environment, "server.mjs")) {
            return outcomes(script.said());
        }
    }

    /** By scenario, what each of its checks came to. */
    private static Map<String, List<String>> outcomes(JsonNode said) {
        return said.propertyStream().collect(Collectors.toMap(Map.Entry::getKey,
                scenario -> scenario.getValue().valueStream().map(JsonNode::asString).toList(), (_, same) -> same, TreeMap::new));
    }

    /** There is no other scenario than is written down, and those pass that have no reason not to. */
    private static void agrees(Map<String, List<String>> outcomes, Predicate<String> leg) throws IOException {
        var reasons = reasons();
        reasons.keySet().removeIf(scenario -> !leg.test(scenario.substring(0, scenario.indexOf(' ') + 1)));
        assertThat(outcomes).containsOnlyKeys(reasons.keySet());
        var passed = new HashMap<>(outcomes);
        passed.values().removeIf(checks -> checks.stream().noneMatch(check -> check.startsWith("SUCCESS "))
                || checks.stream().anyMatch(check -> check.startsWith("FAILURE ") || check.startsWith("WARNING ")));
        reasons.values().removeIf(reason -> !reason.isEmpty());
        assertThat(passed.keySet()).as(outcomes.toString()).isEqualTo(reasons.keySet());
    }

    /** By scenario, why it does not apply; empty where it does. */
    private static Map<String, String> reasons() throws IOException {
        try (var lines = Files.lines(NodeScript.TARGET.resolve("conformance/scenarios.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).map(line -> line.split(" # ", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line.length > 1 ? line[1] : "", (_, last) -> last, TreeMap::new));
        }
    }
}
