package io.countersign.testkit.harness.description;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A component of a record is always there, unless it is marked {@link Nullable}: then it may be null. One name means one record. */
class RecordSchemas implements ModelConverter {
    private static final String NULL = "null";
    private final Map<String, JavaType> described = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var java = Json.mapper().constructType(type.getType());
        var isRecord = java.getRawClass().isRecord();
        var schema = chain.next().resolve(isRecord ? type.name(name(java)) : type, context, chain);
        if (schema != null && isRecord) {
            mark(defined(schema, context), java);
            alone(schema.get$ref(), java);
        }
        return schema;
    }

    private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
        var name = schema.get$ref();
        return name == null ? schema : requireNonNull(context.getDefinedModels().get(name.substring(name.lastIndexOf('/') + 1)));
    }

    /** A record within another type is named after both, for example {@code ServerChangeRequest}. */
    private static String name(JavaType type) {
        var record = type.getRawClass();
        var within = record.getEnclosingClass();
        var prefix = within == null ? "" : within.getSimpleName().replaceFirst("Controller$", "");
        return (record.getSimpleName().startsWith(prefix) ? "" : prefix) + record.getSimpleName()
                + type.getBindings().getTypeParameters().stream().map(RecordSchemas::name).collect(Collectors.joining());
    }

    private void alone(@Nullable String name, JavaType type) {
        var other = name == null ? null : described.putIfAbsent(name, type);
        if (other != null && !other.equals(type)) {
            throw new IllegalStateException("%s would be both %s and %s; rename one".formatted(name, other, type));
        }
    }

    private static void mark(Schema<?> schema, JavaType type) {
        if (schema.getProperties() == null) {
            return;
        }
        for (var component : type.getRawClass().getRecordComponents()) {
            var name = component.getName();
            if (isNullable(component)) {
                schema.getProperties().computeIfPresent(name, (_, property) -> orNull(property));
            } else if (schema.getProperties().containsKey(name) && !(schema.getRequired() != null && schema.getRequired().contains(name))) {
                schema.addRequiredItem(name);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>().oneOf(List.of(new Schema<>().$ref(property.get$ref()), new Schema<>().types(Set.of(NULL))));
        }
        if (property.getTypes() != null && !property.getTypes().contains(NULL)) {
            var types = new LinkedHashSet<>(property.getTypes());
            types.add(NULL);
            property.setTypes(types);
        }
        if (property.getEnum() != null && !property.getEnum().contains(null)) {
            ((Schema<Object>) property).addEnumItemObject(null);
        }
        return property;
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getType() == Optional.class
                || Stream.<AnnotatedElement>of(component, component.getAnnotatedType())
                        .anyMatch(each -> each.isAnnotationPresent(Nullable.class));
    }
}
