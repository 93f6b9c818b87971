package io.countersign.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessRule.Refusal;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.registry.contract.UpstreamTimeouts;
import io.countersign.testkit.VirtualClock;
import io.countersign.testkit.harness.FakeAccessTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the gateway writes is what token-service approved to read; only its own place in the gateway's life differs. */
class ReportedFactsTest {
    /** The samples stand with the contract's owner. */
    private static final Path APPROVED = Path.of("../token-service/src/test/resources/approved-usage");
    private static final AccessToken TOKEN = new AccessToken("https://cs.example/o/acme", List.of(), "usr-1", "cli-1",
            new LinkedHashSet<>(),
            "con-1", "tok-1", "org-1", Instant.parse("2026-12-01T01:00:00Z"), Map.of());
    private static final ServerAnswer SERVER = new ServerAnswer("srv-1", "org-1", "prj-1", "billing", "Billing", "ACTIVE",
            "https://cs.example/o/acme/mcp/billing", "https://upstream.example", List.of(), List.of(),
            Map.of("report", List.of("billing:read")), 900, 2_592_000, null, 30, null, UpstreamTimeouts.DEFAULT, List.of(), false);
    private static final AccessEntry ENDED = new AccessEntry("client:cli-1", 0, false, true, 4);

    private final List<JsonNode> published = new ArrayList<>();
    private final VirtualClock clock = VirtualClock.at("2026-12-01T00:15:00.123Z");
    private final Facts facts = new Facts((key, fact) -> published.add(JsonMapper.shared().readTree(fact)), clock, JsonMapper.shared(),
            "gateway-1");

    @Test
    void aCallOfATool() throws IOException {
        new ToolUse(facts).called(TOKEN, SERVER, "report", 200, Duration.ofMillis(12), "correlation");
        writtenAsApproved("ToolCalled");
    }

    @Test
    void aRefusedCall() throws IOException {
        new ToolUse(facts).denied(TOKEN, "srv-1", "report", "insufficient_scope", "correlation");
        writtenAsApproved("ToolDenied");
    }

    @Test
    void theFirstRefusalOfWhatHasEnded() throws IOException {
        new EnforcementReporter(facts, ended(Duration.ofMillis(12)), clock, new SimpleMeterRegistry()).report(TOKEN,
                new Refusal(AccessRule.Reason.CLIENT_REVOKED, ENDED, true), "correlation");
        writtenAsApproved("RevocationEnforced");
    }

    @Test
    void aLagThatNobodyMeasuredIsLeftOut() {
        new EnforcementReporter(facts, ended(null), clock, new SimpleMeterRegistry()).report(TOKEN,
                new Refusal(AccessRule.Reason.CLIENT_REVOKED, ENDED, true), "correlation");
        assertThat(published).singleElement().satisfies(fact -> assertThat(fact.path("data").has("lagMillis")).isFalse());
    }

    private void writtenAsApproved(String type) throws IOException {
        var fact = published.getLast();
        assertThat(fact.path("type").asString()).isEqualTo("countersign.usage." + type + ".v1");
        assertThat(fact.path("subject").asString()).isEqualTo("con-1");
        var approved = (ObjectNode) JsonMapper.shared().readTree(Files.readString(APPROVED.resolve(type + ".v1.json")));
        approved.set("boot", fact.path("data").path("boot"));
        approved.set("n", fact.path("data").path("n"));
        assertThat(fact.path("data")).isEqualTo(approved);
    }

    private static FakeAccessTable ended(@Nullable Duration measured) {
        var table = new FakeAccessTable();
        table.put(ENDED);
        table.lag(measured);
        return table;
    }
}
