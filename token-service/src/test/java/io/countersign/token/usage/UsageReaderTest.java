package io.countersign.token.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.token.usage.UsageEvent.RevocationEnforced;
import io.countersign.token.usage.UsageEvent.ToolCalled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {
    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anEnforcementIsReadWithItsLag() {
        var fact = UsageReader.read(
                bytes("""
                        {"id":"01J","type":"countersign.usage.RevocationEnforced.v1","subject":"con-1","organization":"org-1","correlationid":"c",
                         "time":"2026-11-21T09:00:00Z","data":{"gateway":"gateway-1","boot":"01K","n":4,"lagMillis":12,"enforcedAt":"2026-11-21T09:00:00Z"}}
                        """));

        assertThat(fact).hasValueSatisfying(read -> assertThat(read.event())
                .isEqualTo(new RevocationEnforced("con-1", "gateway-1", "01K", 12L, Instant.parse("2026-11-21T09:00:00Z"))));
    }

    @Test
    void aToolCallIsUse() {
        var fact = UsageReader.read(bytes(
                "{\"id\":\"01J\",\"type\":\"countersign.usage.ToolCalled.v1\",\"subject\":\"con-1\",\"time\":\"2026-11-21T09:00:00Z\",\"data\":{}}"));

        assertThat(fact).hasValueSatisfying(
                read -> assertThat(read.event()).isEqualTo(new ToolCalled("con-1", Instant.parse("2026-11-21T09:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "not json", "{\"type\":\"countersign.usage.ToolDenied.v1\"}",
            "{\"type\":\"countersign.usage.ToolCalled.v1\",\"subject\":\"con-1\",\"time\":\"yesterday\"}"})
    void whatIsNotOursOrNotReadableIsNothing(String json) {
        assertThat(UsageReader.read(bytes(json))).isEmpty();
    }
}
