package io.countersign.token.usage;

import io.countersign.token.usage.UsageEvent.RevocationEnforced;
import io.countersign.token.usage.UsageEvent.ToolCalled;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the envelope of a usage fact; what is not ours to act on, or not readable, is nothing. */
final class UsageReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private UsageReader() {
    }

    /**
     * @param organization the connection belongs to
     * @param id           of the fact
     */
    record Fact(UsageEvent event, String organization, String id, String correlationId) {
    }

    static Optional<Fact> read(byte[] bytes) {
        try {
            var envelope = JSON.readTree(bytes);
            return event(envelope)
                    .map(event -> new Fact(event, envelope.path("organization").asString(""), envelope.path("id").asString(""),
                            envelope.path("correlationid").asString("")));
        } catch (JacksonException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<UsageEvent> event(JsonNode envelope) {
        var data = envelope.path("data");
        var connectionId = envelope.path("subject").asString("");
        return switch (envelope.path("type").asString("")) {
            case "countersign.usage.ToolCalled.v1" ->
                Optional.of(new ToolCalled(connectionId, Instant.parse(envelope.path("time").asString(""))));
            case "countersign.usage.RevocationEnforced.v1" -> Optional.of(new RevocationEnforced(connectionId,
                    data.path("gateway").asString(""), data.path("boot").asString(""),
                    data.path("lagMillis").isNumber() ? data.path("lagMillis").asLong() : null,
                    Instant.parse(data.path("enforcedAt").asString(""))));
            default -> Optional.empty();
        };
    }
}
