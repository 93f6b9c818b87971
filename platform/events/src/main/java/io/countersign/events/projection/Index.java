package io.countersign.events.projection;

import com.mongodb.client.model.Indexes;
import io.countersign.events.criteria.Fields;
import java.util.List;
import org.bson.conversions.Bson;

/**
 * Finds the rows of a view by some of their fields, newest first as every list is read.
 *
 * @param fields of the row, in the order of the index
 */
public record Index(List<String> fields) {
    public Index {
        fields = List.copyOf(fields);
    }

    public static Index on(String... fields) {
        return new Index(List.of(fields));
    }

    /** @throws IllegalArgumentException when the row has no such field */
    void requireKnown(Class<?> rowType) {
        fields.forEach(field -> Fields.require(rowType, field));
    }

    Bson keys() {
        return Indexes.compoundIndex(Indexes.ascending(fields.stream().map(field -> "row." + field).toList()), Indexes.descending("_id"));
    }
}
