package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.AccessDenied.Condition;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Idea 16, C28: whoever is known and refused gets an id under which the reasons can be asked for; nobody else does. */
class DenialTest extends GatewayTest {
    private static final String HEADER = "Countersign-Decision";

    private static String decision(HttpResponse<String> refused) {
        var id = refused.headers().firstValue(HEADER).orElseThrow();
        assertThat(json(refused.body()).path("decisionId").asString()).isEqualTo(id);
        return id;
    }

    @Test
    void aConnectionThatWasEndedIsToldUnderWhichIdItWasRefused() {
        table.end("connection:con-asking");

        var refused = post(TOKENS.of("asking"), LIST, "X-Correlation-Id", "the-call");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(published.denials).singleElement().satisfies(denied -> {
            assertThat(denied.decisionId()).isEqualTo(decision(refused)).startsWith("dec-");
            assertThat(denied.code()).isEqualTo("connection_revoked");
            assertThat(denied.place()).isEqualTo(AccessDenied.Place.GATEWAY);
            assertThat(denied.correlationId()).isEqualTo("the-call");
            assertThat(denied.subject().organizationId()).isEqualTo(FakePeers.ORGANIZATION);
            assertThat(denied.subject().connectionId()).isEqualTo("con-asking");
            assertThat(denied.conditions()).contains(new Condition("connection:con-asking", 0,
                    new AccessEntry("connection:con-asking", 0, false, true, 9)));
            assertThat(denied.conditions()).extracting(Condition::key).contains("organization:" + FakePeers.ORGANIZATION);
        });
        assertThat(decision(post(TOKENS.of("asking"), LIST))).as("called again").isEqualTo(decision(refused));
        assertThat(published.denials).hasSize(1);
    }

    @Test
    void aMissingScopeIsNamedWithTheTool() {
        decision(post(TOKENS.of("narrow"), call("secret_report")));
        assertThat(published.denials).singleElement().satisfies(denied -> {
            assertThat(denied.operation()).isEqualTo("secret_report");
            assertThat(denied.missingScopes()).containsExactly("sample:admin");
        });
    }

    @Test
    void aTokenForAnotherServerIsKnownToo() {
        decision(post(TOKENS.with("elsewhere", claims -> claims.audience("https://elsewhere.example/mcp")), LIST));
        assertThat(published.denials).singleElement().satisfies(denied -> assertThat(denied.code()).isEqualTo("audience_mismatch"));
    }

    @Test
    void ofWhomNothingIsKnownNothingIsKept() {
        var token = TOKENS.of("forged");
        for (var presented : List.of("a", "a.b.c", token.substring(0, token.length() - 4) + "AAAA", "cst_nothing")) {
            var refused = post(presented, LIST);
            assertThat(refused.statusCode()).as(presented).isIn(400, 401);
            assertThat(refused.headers().firstValue(HEADER)).isEmpty();
            assertThat(refused.headers().firstValue("X-Correlation-Id")).isPresent();
        }
        assertThat(published.denials).isEmpty();
    }
}
