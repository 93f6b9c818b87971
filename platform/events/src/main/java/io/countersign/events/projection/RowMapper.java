package io.countersign.events.projection;

import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import tools.jackson.databind.json.JsonMapper;

/** Rows as documents and back, by way of JSON: times are ISO strings, so they sort as text. */
record RowMapper<V>(Class<V> type) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonWriterSettings RELAXED = JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    Document write(V row) {
        return Document.parse(JSON.writeValueAsString(row));
    }

    V read(Document row) {
        return JSON.readValue(row.toJson(RELAXED), type);
    }
}
