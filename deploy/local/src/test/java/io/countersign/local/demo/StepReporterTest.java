package io.countersign.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs read of a demonstration is one document, whatever came of it. */
class StepReporterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private StepReporter narrator(boolean json) {
        var narrator = new StepReporter(new PrintStream(out, true, StandardCharsets.UTF_8), json);
        narrator.step("One");
        narrator.fact("tools", List.of("echo", "whoami"));
        narrator.fact("new token", "400");
        narrator.fact("new token", "401");
        narrator.step("Two");
        narrator.revoked(3_260_000, 2);
        return narrator;
    }

    private JsonNode document() {
        return JsonMapper.shared().readTree(out.toByteArray());
    }

    @Test
    void aStepHasANameAnOutcomeItsFactsInOrderAndFiguresAsNumbers() {
        narrator(true).held();
        assertThat(document().path("verdict").asString()).isEqualTo("held");
        assertThat(document().at("/headline/refusedAfterMillis").asDouble()).isEqualTo(3.3);
        assertThat(document().at("/headline/recordedEnforcementLagMillis").asLong()).isEqualTo(2);
        assertThat(document().at("/steps/0/step").asInt()).isOne();
        assertThat(document().at("/steps/0/name").asString()).isEqualTo("One");
        assertThat(document().path("steps").valueStream().map(step -> step.path("outcome").asString())).containsExactly("held", "held");
        assertThat(document().at("/steps/0/facts").valueStream().map(fact -> fact.path("name").asString()))
                .containsExactly("tools", "new token", "new token");
        assertThat(document().at("/steps/0/facts/0/value/1").asString()).isEqualTo("whoami");
        var figure = document().at("/steps/1/figures/0");
        assertThat(figure.propertyNames()).containsExactlyInAnyOrder("name", "value", "unit");
        assertThat(figure.path("name").asString()).isEqualTo("refused after");
        assertThat(figure.path("value").isNumber()).isTrue();
        assertThat(figure.path("value").asDouble()).isEqualTo(3.3);
        assertThat(figure.path("unit").asString()).isEqualTo("ms");
    }

    @Test
    void whatFailedIsTheLastStepAndTheVerdict() {
        narrator(true).failed("The call is still answered");
        assertThat(document().path("verdict").asString()).isEqualTo("failed");
        assertThat(document().path("failure").asString()).isEqualTo("The call is still answered");
        assertThat(document().path("steps").valueStream().map(step -> step.path("outcome").asString())).containsExactly("held", "failed");
    }

    @Test
    void peopleReadTheHeadlineAtTheEnd() {
        narrator(false).held();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\n2. Two\n   refused after: 3.3 ms\n   recorded enforcement lag: 2 ms\n",
                "\nCut off: the first call was refused 3.3 ms after the revocation was accepted (2 ms of enforcement lag are on record).");
    }
}
