package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A connection that calls too often waits, and no other one does. */
@Import(GatewayTest.StandingClock.class)
class CallLimitsTest extends GatewayTest {
    @Autowired
    private VirtualClock clock;

    @DynamicPropertySource
    static void limits(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
        registry.add("countersign.gateway.mcp.calls.at-once", () -> 3);
        registry.add("countersign.gateway.mcp.calls.per-minute", () -> 6);
    }

    @Test
    void tooManyCallsOfOneConnectionAreToldWhenToComeAgain() {
        for (var i = 0; i < 3; i++) {
            assertThat(post(TOKENS.of("runaway"), LIST).statusCode()).isEqualTo(200);
        }
        UPSTREAM.received.clear();
        var refused = post(TOKENS.of("runaway"), LIST);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused.body()).path("code").asString()).isEqualTo("rate_limited");
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(UPSTREAM.received).isEmpty();
        assertThat(post(TOKENS.of("quiet"), LIST).statusCode()).as("another connection").isEqualTo(200);

        clock.advance(Duration.ofSeconds(10));

        assertThat(post(TOKENS.of("runaway"), LIST).statusCode()).isEqualTo(200);
        assertThat(post(TOKENS.of("runaway"), LIST).statusCode()).isEqualTo(429);
    }
}
