package io.countersign.testkit.harness.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Anchors each pattern: Bean Validation matches a whole value, and a pattern of JSON Schema any part of one. */
final class WholeValuePatterns implements OpenApiCustomizer {
    private static final String BEGIN = "^(?:";

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().getSchemas().values().forEach(WholeValuePatterns::anchor);
        api.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> orNone(operation.getParameters())).forEach(parameter -> anchor(parameter.getSchema()));
    }

    private static void anchor(@Nullable Schema<?> schema) {
        if (schema == null) {
            return;
        }
        if (schema.getPattern() != null && !schema.getPattern().startsWith(BEGIN)) {
            schema.setPattern(BEGIN + schema.getPattern() + ")$");
        }
        anchor(schema.getItems());
        Objects.requireNonNullElse(schema.getProperties(), Map.<String, Schema<?>>of()).values().forEach(each -> anchor((Schema<?>) each));
    }

    private static <T> Stream<T> orNone(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }
}
