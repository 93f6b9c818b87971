package io.countersign.events.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMapperTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123456Z");

    record Part(Instant at, @Nullable String name) {
    }

    record Row(String text, int small, long large, double fraction, boolean yes, List<String> words, SortedMap<String, Part> parts,
            @Nullable Part none) {
    }

    @Test
    void aRowReadsAsItWasWritten() {
        var row = new Row("a \"word\"\n\u2028", 7, 1L << 40, 0.25, true, List.of("one", "two"),
                new TreeMap<>(Map.of("first", new Part(AT, "lamp"), "second", new Part(AT, null))), null);
        var rows = new RowMapper<>(Row.class);
        assertThat(rows.read(rows.write(row))).isEqualTo(row);
    }

    /** Nothing writes such values into rows; one that is found nevertheless reads in MongoDB's own words. */
    @Test
    void whatJsonHasNoWordForReadsAsExtendedJson() {
        assertThat(new RowMapper<>(Map.class).read(new Document("id", new ObjectId("5f0000000000000000000000"))).get("id"))
                .isEqualTo(Map.of("$oid", "5f0000000000000000000000"));
    }
}
