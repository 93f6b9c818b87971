package io.countersign.events.search;

import io.countersign.events.criteria.Fields;
import io.countersign.events.projection.View.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;

/**
 * What an index holds of a row: ids and states as keywords, times and other numbers; never what a person or a thing is called. Built once,
 * by its owner.
 */
public final class IndexedFields<V extends Record> {
    /** Of every row: the aggregate it belongs to. */
    public static final String ID = "_id";
    private final Class<V> rowType;
    private final List<Part<V>> parts = new ArrayList<>();

    private IndexedFields(Class<V> rowType) {
        this.rowType = rowType;
    }

    public static <V extends Record> IndexedFields<V> of(Class<V> rowType) {
        return new IndexedFields<>(rowType);
    }

    /** Fields of the row that are texts, constants or lists of them. */
    public IndexedFields<V> keywords(String... fields) {
        for (var field : fields) {
            Fields.require(rowType, field);
            parts.add((row, document) -> Fields.values(row.value(), field)
                    .forEach(value -> document.add(new KeywordField(field, value.toString(), Field.Store.NO))));
        }
        return this;
    }

    /** What follows from the row. */
    public IndexedFields<V> keyword(String name, Function<Row<V>, String> value) {
        parts.add((row, document) -> document.add(new KeywordField(name, value.apply(row), Field.Store.NO)));
        return this;
    }

    /** Fields of the row that are times or whole numbers, at most one of each. */
    public IndexedFields<V> numbers(String... fields) {
        for (var field : fields) {
            Fields.require(rowType, field);
            parts.add((row, document) -> Fields.values(row.value(), field)
                    .forEach(value -> document.add(new LongField(field, number(value), Field.Store.NO))));
        }
        return this;
    }

    /** Numbers that follow from the row, by names that do as well. */
    public IndexedFields<V> numbersOf(Function<Row<V>, Map<String, Long>> numbers) {
        parts.add((row, document) -> numbers.apply(row)
                .forEach((name, number) -> document.add(new LongField(name, number, Field.Store.NO))));
        return this;
    }

    Document document(Row<V> row) {
        var document = new Document();
        document.add(new KeywordField(ID, row.aggregateId(), Field.Store.NO));
        parts.forEach(part -> part.add(row, document));
        return document;
    }

    private static long number(Object value) {
        return switch (value) {
            case Instant time -> Micros.of(time);
            case Long number -> number;
            default -> throw new IllegalArgumentException(value.getClass() + " is no number");
        };
    }

    private interface Part<V> {
        void add(Row<V> row, Document document);
    }
}
