package io.countersign.events.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The event types of one topic, a log's or one of {@linkplain #facts facts}: the record classes of sealed contract interfaces and their CloudEvents type names,
 * {@code countersign.<domain>.<RecordName>.v1}. Each service declares one bean per topic that it writes or reads.
 */
public final class EventCatalog {
    private final String topic;
    private final boolean facts;
    private final Map<String, Class<?>> byType = new LinkedHashMap<>();
    private final Map<Class<?>, String> byClass = new LinkedHashMap<>();

    private EventCatalog(String topic, boolean facts) {
        this.topic = topic;
        this.facts = facts;
    }

    /**
     * Of a topic that no log stands behind: its facts have neither position nor sequence, each stands by itself, and types that are not
     * named here are somebody else's business.
     *
     * @param sealed as in {@link #of}
     */
    public static EventCatalog facts(String topic, Class<?>... sealed) {
        return new EventCatalog(topic, true).with(sealed);
    }

    /**
     * Of a log's topic; it holds what {@link PlatformEvent every log} may hold as well.
     *
     * @param topic  for example {@code countersign.registry}; also the prefix of the type names
     * @param sealed sealed interfaces whose permitted subclasses are records or further sealed interfaces
     */
    public static EventCatalog of(String topic, Class<?>... sealed) {
        return new EventCatalog(topic, false).with(PlatformEvent.class).with(sealed);
    }

    private EventCatalog with(Class<?>... sealed) {
        Stream.of(sealed).flatMap(EventCatalog::records).forEach(record -> {
            var type = topic + "." + record.getSimpleName() + ".v1";
            if (byType.put(type, record) != null) {
                throw new IllegalArgumentException("Two events are called " + type);
            }
            byClass.put(record, type);
        });
        return this;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord() ? Stream.of(type) : Stream.of(type.getPermittedSubclasses()).flatMap(EventCatalog::records);
    }

    public String topic() {
        return topic;
    }

    /** Whether these are facts that stand in no log. */
    public boolean areFacts() {
        return facts;
    }

    public Optional<Class<?>> classOf(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    public Optional<String> typeOf(Class<?> event) {
        return Optional.ofNullable(byClass.get(event));
    }

    /** The service's own, without those that {@link PlatformEvent every log} may hold. */
    public List<Class<?>> classes() {
        return byClass.keySet().stream().filter(event -> !PlatformEvent.class.isAssignableFrom(event)).toList();
    }
}
