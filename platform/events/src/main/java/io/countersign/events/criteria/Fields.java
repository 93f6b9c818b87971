package io.countersign.events.criteria;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Components of records by their names. */
public final class Fields {
    private static final ClassValue<Map<String, RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, RecordComponent> computeValue(Class<?> type) {
            return Stream.of(type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
                    .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
        }
    };

    private Fields() {
    }

    /** @throws IllegalArgumentException when these records have no such field */
    public static void require(Class<?> records, String path) {
        var type = records;
        for (var name : path.split("\\.", -1)) {
            type = held(component(type, name).getGenericType());
        }
    }

    private static Class<?> held(Type type) {
        return switch (type) {
            case ParameterizedType list when list.getActualTypeArguments().length == 1 -> held(list.getActualTypeArguments()[0]);
            case Class<?> single -> single;
            default -> Object.class;
        };
    }

    /** As a store keeps them: enums are their names, numbers are longs, a list is each of its elements. */
    public static Stream<Object> values(Record candidate, String path) {
        var values = Stream.<Object>of(candidate);
        for (var name : path.split("\\.", -1)) {
            values = values.flatMap(value -> spread(read(component(value.getClass(), name), value)));
        }
        return values;
    }

    private static Stream<Object> spread(@Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case Collection<?> elements -> elements.stream().flatMap(Fields::spread);
            case Enum<?> constant -> Stream.of(constant.name());
            case Integer number -> Stream.of(number.longValue());
            default -> Stream.of(value);
        };
    }

    private static RecordComponent component(Class<?> type, String name) {
        var component = COMPONENTS.get(type).get(name);
        if (component == null) {
            throw new IllegalArgumentException(type.getName() + " has no field " + name);
        }
        return component;
    }

    private static @Nullable Object read(RecordComponent component, Object from) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }
}
