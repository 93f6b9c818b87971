package io.countersign.audit.ledger;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bytes of an event say of it. Bytes that are no envelope are recorded all the same, in the platform's tree. */
public record Envelope(JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Envelope of(byte[] bytes) {
        try {
            return new Envelope(JSON.readTree(bytes));
        } catch (JacksonException e) {
            return new Envelope(JSON.createObjectNode());
        }
    }

    public @Nullable String text(String attribute) {
        return text(json, attribute);
    }

    /** Why it happened: a code, where the event has one. */
    public @Nullable String reasonCode() {
        return data("reasonCode");
    }

    /** A text of the event itself, or of the parties that it names together. */
    @Nullable
    String data(String field) {
        var own = text(json.path("data"), field);
        return own == null ? text(json.at("/data/parties"), field) : own;
    }

    private static @Nullable String text(JsonNode node, String name) {
        var value = node.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** When it happened, by its own word. */
    public Instant time() {
        var time = text("time");
        try {
            return time == null ? Instant.EPOCH : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    String tree() {
        var organization = text("organization");
        return organization == null ? TreeNames.PLATFORM : TreeNames.ofOrganization(organization);
    }
}
