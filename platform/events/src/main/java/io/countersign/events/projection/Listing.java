package io.countersign.events.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.model.Filters;
import io.countersign.events.command.Receipt;
import io.countersign.events.projection.View.Row;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.api.Versions;
import io.countersign.web.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Reads the rows of one view for callers: what they may not see is not there. A caller that sends its receipt reads its own write.
 *
 * @param <V> the row
 */
public final class Listing<V> {
    private final View<V> view;

    public Listing(View<V> view) {
        this.view = view;
    }

    /**
     * @param visible  what the caller may see
     * @param narrowed what the caller asks for
     */
    public Page<Item<V>> list(Bson visible, Optional<Receipt> after, PageRequest page, Bson... narrowed) {
        return rows(visible, after, page, narrowed).map(Item::of);
    }

    /** As {@link #list}, for a caller that shows the rows in words of its own. */
    public Page<Row<V>> rows(Bson visible, Optional<Receipt> after, PageRequest page, Bson... narrowed) {
        after.ifPresent(view::await);
        var all = new ArrayList<Bson>();
        all.add(visible);
        all.addAll(List.of(narrowed));
        return view.list(Filters.and(all), page);
    }

    /** With {@code ETag}; 404 when there is none or the caller may not see it. */
    public ResponseEntity<Item<V>> get(String id, Optional<Receipt> after, Predicate<V> shown) {
        return get(id, after, row -> shown.test(row.value()), Item::of);
    }

    /** As {@link #get(String, Optional, Predicate)}, in words of the caller's own. */
    public <T> ResponseEntity<T> get(String id, Optional<Receipt> after, Predicate<Row<V>> shown, Function<Row<V>, T> words) {
        after.ifPresent(view::await);
        var row = view.find(id).filter(shown).orElseThrow(Problem::notFound);
        return ResponseEntity.ok().eTag(Versions.etag(row.sequence())).body(words.apply(row));
    }

    public static Bson is(String field, @Nullable String value) {
        return value == null ? Filters.empty() : Filters.eq("row." + field, value);
    }

    /** Anything but one value, unless a value is asked for. */
    public static Bson isOrNot(String field, @Nullable String value, String hidden) {
        return value == null ? Filters.ne("row." + field, hidden) : Filters.eq("row." + field, value);
    }

    /** Whatever the case of the letters. */
    public static Bson contains(String field, @Nullable String part) {
        return part == null || part.isBlank()
                ? Filters.empty()
                : Filters.regex("row." + field, Pattern.compile(Pattern.quote(part.strip()), Pattern.CASE_INSENSITIVE));
    }

    /** A row and its version, for {@code If-Match}. */
    public record Item<V>(@JsonUnwrapped V value, long version) {
        static <V> Item<V> of(Row<V> row) {
            return new Item<>(row.value(), row.sequence());
        }
    }
}
