package io.countersign.events.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a file of comma-separated values (RFC 4180: a header, CRLF, quotes where they are needed), in UTF-8. A text that a spreadsheet
 * would take for a formula gets an apostrophe in front, whoever wrote it.
 *
 * @param <T> a row
 */
public final class CsvTable<T> {
    /** What makes a formula of a cell (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r\n";
    private final List<Column<T>> columns = new ArrayList<>();

    /** Another column, behind those before it. */
    public CsvTable<T> column(String name, Function<? super T, ? extends @Nullable Object> value) {
        columns.add(new Column<>(name, value));
        return this;
    }

    /**
     * Holds one row at a time, and leaves the stream open, so that what broke off does not look finished.
     *
     * @throws UncheckedIOException when nobody takes it
     */
    void write(Iterator<T> rows, OutputStream to) throws IOException {
        var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(to, StandardCharsets.UTF_8);
        writer.writeRecord(columns.stream().map(Column::name).toList());
        while (rows.hasNext()) {
            var row = rows.next();
            writer.writeRecord(columns.stream().map(column -> cell(column.value().apply(row))).toList());
        }
        writer.flush();
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            case Collection<?> several -> harmless(several.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            default -> harmless(value.toString());
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private record Column<T>(String name, Function<? super T, ? extends @Nullable Object> value) {
    }
}
