package io.countersign.events.log;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.web.passport.Actor;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudEvents 1.0 envelopes in structured JSON mode. An envelope is created once; its bytes are what is stored, sent, audited and hashed.
 * The position is no part of it: it is known only when the slot in the log is.
 */
public final class EventEnvelopes {
    private final EventCatalog catalog;
    private final Clock clock;

    public EventEnvelopes(EventCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @throws UnknownEventType when the catalog does not hold the event's class */
    public byte[] write(String source, String aggregateId, long sequence, Object event, Origin origin) {
        var type = catalog.typeOf(event.getClass()).orElseThrow(() -> new UnknownEventType(event.getClass().getName()));
        var now = clock.instant();
        var envelope = EventJson.mapper().createObjectNode();
        envelope.put("specversion", "1.0").put("id", UlidCreator.getMonotonicUlid(now.toEpochMilli()).toString());
        envelope.put("source", source).put("type", type).put("time", EventJson.time(now)).put("subject", aggregateId);
        envelope.put("datacontenttype", "application/json");
        putIfPresent(envelope, "organization", origin.organization());
        envelope.put("sequence", sequence);
        envelope.put("actortype", origin.actor().type().name()).put("actorid", origin.actor().id());
        putIfPresent(envelope, "causationid", origin.causationId());
        envelope.put("correlationid", origin.correlationId());
        putIfPresent(envelope, "traceparent", origin.traceparent());
        envelope.set("data", EventJson.mapper().valueToTree(event));
        return EventJson.mapper().writeValueAsBytes(envelope);
    }

    /**
     * @throws UnknownEventType when the catalog does not hold the event's type
     * @throws UnreadableEvent  when the bytes are no such envelope
     */
    public Recorded<?> read(long position, byte[] bytes) {
        return read(position, bytes, envelope -> {
            var type = text(envelope, "type");
            var eventClass = catalog.classOf(type).orElseThrow(() -> new UnknownEventType(type));
            return new Recorded<>(text(envelope, "source"), position, text(envelope, "id"), text(envelope, "subject"),
                    envelope.required("sequence").asLong(), EventJson.mapper().treeToValue(envelope.required("data"), eventClass),
                    textOrNull(envelope, "organization"), actor(envelope), time(envelope), textOrNull(envelope, "causationid"),
                    text(envelope, "correlationid"), textOrNull(envelope, "traceparent"));
        });
    }

    /**
     * A fact that stands in no log: what {@code place} and {@code offset} say of it stands for source and position, and whoever reported it
     * is its actor.
     *
     * @return empty when its type is nobody's here
     * @throws UnreadableEvent when the bytes are no such envelope
     */
    public Optional<Recorded<?>> readFact(String place, long offset, byte[] bytes) {
        return read(offset, bytes, envelope -> catalog.classOf(text(envelope, "type")).map(eventClass -> new Recorded<>(place, offset,
                text(envelope, "id"), text(envelope, "subject"), 0, EventJson.mapper().treeToValue(envelope.required("data"), eventClass),
                textOrNull(envelope, "organization"), new Actor(Actor.Type.SYSTEM, text(envelope, "source")), time(envelope), null,
                Objects.requireNonNullElseGet(textOrNull(envelope, "correlationid"), () -> text(envelope, "id")),
                textOrNull(envelope, "traceparent"))));
    }

    private static <T> T read(long position, byte[] bytes, Function<JsonNode, T> reading) {
        try {
            return reading.apply(EventJson.mapper().readTree(bytes));
        } catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            throw new UnreadableEvent(position, unreadable);
        }
    }

    /**
     * When an event was created, without looking at what it says.
     *
     * @throws UnreadableEvent when the bytes are no such envelope
     */
    public Instant time(long position, byte[] bytes) {
        try (var parser = EventJson.mapper().createParser(bytes)) {
            parser.nextToken();
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals("time")) {
                    return Instant.parse(parser.getString());
                }
                parser.skipChildren();
            }
            throw new IllegalArgumentException("no time");
        } catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            throw new UnreadableEvent(position, unreadable);
        }
    }

    private static Instant time(JsonNode envelope) {
        return Instant.parse(text(envelope, "time"));
    }

    private static Actor actor(JsonNode envelope) {
        return new Actor(Actor.Type.valueOf(text(envelope, "actortype")), text(envelope, "actorid"));
    }

    private static String text(JsonNode envelope, String name) {
        return envelope.required(name).asString();
    }

    private static @Nullable String textOrNull(JsonNode envelope, String name) {
        var value = envelope.get(name);
        return value == null ? null : value.asString();
    }

    private static void putIfPresent(ObjectNode envelope, String name, @Nullable String value) {
        if (value != null) {
            envelope.put(name, value);
        }
    }
}
