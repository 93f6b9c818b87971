package io.countersign.starter.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The event types of one topic: the record classes of sealed contract interfaces and their CloudEvents type names,
 * {@code countersign.<domain>.<RecordName>.v1}. Each service declares one bean per topic that it writes or reads.
 */
public final class EventCatalog {
    private final String topic;
    private final Map<String, Class<?>> byType = new LinkedHashMap<>();
    private final Map<Class<?>, String> byClass = new LinkedHashMap<>();

    private EventCatalog(String topic) {
        this.topic = topic;
    }

    /**
     * @param topic  for example {@code countersign.registry}; also the prefix of the type names
     * @param sealed sealed interfaces whose permitted subclasses are records or further sealed interfaces
     */
    public static EventCatalog of(String topic, Class<?>... sealed) {
        var catalog = new EventCatalog(topic);
        Stream.of(sealed).flatMap(EventCatalog::records).forEach(record -> {
            var type = topic + "." + record.getSimpleName() + ".v1";
            if (catalog.byType.put(type, record) != null) {
                throw new IllegalArgumentException("Two events are called " + type);
            }
            catalog.byClass.put(record, type);
        });
        return catalog;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord() ? Stream.of(type) : Stream.of(type.getPermittedSubclasses()).flatMap(EventCatalog::records);
    }

    public String topic() {
        return topic;
    }

    public Optional<Class<?>> classOf(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    public Optional<String> typeOf(Class<?> event) {
        return Optional.ofNullable(byClass.get(event));
    }

    public List<Class<?>> classes() {
        return List.copyOf(byClass.keySet());
    }
}
