package io.countersign.events.snapshot;

import io.countersign.hash.Sha256;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.RevisionResolver;
import org.jspecify.annotations.Nullable;

/**
 * The revision of one of our classes is a hash over the names and types of its fields and of all our classes that these can hold: whoever
 * changes the shape of an aggregate's state changes the revision without having to remember it. A rule that comes to another state of the
 * same shape needs a new {@link Revision} on the aggregate, which is part of the hash.
 */
final class ShapeRevision implements RevisionResolver {
    private static final String OURS = "io.countersign.";
    private static final int DIGITS = 16;
    private final Map<Class<?>, String> known = new ConcurrentHashMap<>();

    @Override
    public @Nullable String revisionOf(Class<?> type) {
        return type.getName().startsWith(OURS) ? known.computeIfAbsent(type, ShapeRevision::hash) : null;
    }

    private static String hash(Class<?> type) {
        var shapes = new TreeMap<String, String>();
        collect(type, shapes);
        return Sha256.hex(shapes.toString()).substring(0, DIGITS);
    }

    private static void collect(Type type, Map<String, String> shapes) {
        switch (type) {
            case ParameterizedType generic ->
                Stream.concat(Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()))
                        .forEach(part -> collect(part, shapes));
            case Class<?> ours when ours.getName().startsWith(OURS) && !shapes.containsKey(ours.getName()) -> {
                shapes.put(ours.getName(), shape(ours));
                held(ours).forEach(part -> collect(part, shapes));
            }
            default -> {
            }
        }
    }

    private static String shape(Class<?> type) {
        var revision = type.getAnnotation(Revision.class);
        var fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) || field.isEnumConstant())
                .sorted(Comparator.comparing(Field::getName))
                .map(field -> field.getName() + ":" + field.getGenericType().getTypeName()).collect(Collectors.joining(","));
        return revision == null ? fields : revision.value() + ";" + fields;
    }

    private static Stream<Type> held(Class<?> type) {
        var fields = Arrays.stream(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getGenericType);
        var kinds = type.isSealed() ? Arrays.<Type>stream(type.getPermittedSubclasses()) : Stream.<Type>empty();
        return Stream.of(fields, kinds, Stream.ofNullable(type.getGenericSuperclass())).flatMap(part -> part);
    }
}
