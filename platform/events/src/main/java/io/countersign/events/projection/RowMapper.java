package io.countersign.events.projection;

import java.util.Map;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Rows as documents and back, as JSON has them: times are ISO strings, so they sort as text. */
record RowMapper<V>(Class<V> type) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonWriterSettings RELAXED = JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    Document write(V row) {
        return Document.parse(JSON.writeValueAsString(row));
    }

    /** Value by value: a text in between costs more than all else of reading a page. */
    V read(Document row) {
        return JSON.treeToValue(tree(row), type);
    }

    private static JsonNode tree(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Map<?, ?> fields -> {
                var object = NODES.objectNode();
                fields.forEach((name, field) -> object.set(String.valueOf(name), tree(field)));
                yield object;
            }
            case Iterable<?> elements -> {
                var array = NODES.arrayNode();
                elements.forEach(element -> array.add(tree(element)));
                yield array;
            }
            case String text -> NODES.stringNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            default -> JSON.readTree(new Document("value", value).toJson(RELAXED)).path("value");
        };
    }
}
