package io.countersign.events.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View.Group;
import io.countersign.events.projection.View.Row;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.api.Versions;
import io.countersign.web.problem.Problem;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Reads the rows of one view for callers: what they may not see is not there. A caller that sends its receipt reads its own write.
 *
 * @param <V> the row
 */
public final class Listing<V extends Record> {
    private final View<V> view;

    public Listing(View<V> view) {
        this.view = view;
    }

    /**
     * @param visible  what the caller may see
     * @param narrowed what the caller asks for
     */
    public Page<Item<V>> list(Criteria visible, Optional<Receipt> after, PageRequest page, Criteria... narrowed) {
        return rows(visible, after, page, narrowed).map(Item::of);
    }

    /** As {@link #list}, for a caller that shows the rows in words of its own. */
    public Page<Row<V>> rows(Criteria visible, Optional<Receipt> after, PageRequest page, Criteria... narrowed) {
        after.ifPresent(view::await);
        return view.list(both(visible, narrowed), page);
    }

    /** As {@link #rows}, all of them, read page by page on the way. */
    public Stream<Row<V>> all(Criteria visible, Optional<Receipt> after, Criteria... narrowed) {
        after.ifPresent(view::await);
        return view.all(both(visible, narrowed));
    }

    private static Criteria both(Criteria visible, Criteria... narrowed) {
        return new Criteria.And(Stream.concat(Stream.of(visible), Stream.of(narrowed)).toList());
    }

    /** As {@link #rows}, put together by the value of a field: {@link View#groups}. */
    public Page<Group<V>> groups(Criteria visible, Optional<Receipt> after, PageRequest page, String field, Criteria... narrowed) {
        after.ifPresent(view::await);
        return view.groups(both(visible, narrowed), field, page);
    }

    /** With {@code ETag}; 404 when there is none or the caller may not see it. */
    public ResponseEntity<Item<V>> get(String id, Optional<Receipt> after, Criteria visible) {
        return get(id, after, visible, Item::of);
    }

    /** As {@link #get(String, Optional, Criteria)}, in words of the caller's own. */
    public <T> ResponseEntity<T> get(String id, Optional<Receipt> after, Criteria visible, Function<Row<V>, T> words) {
        after.ifPresent(view::await);
        var row = view.find(id).filter(found -> visible.matches(found.value())).orElseThrow(Problem::notFound);
        return ResponseEntity.ok().eTag(Versions.etag(row.sequence())).body(words.apply(row));
    }

    /** Everything, unless a value is asked for. */
    public static Criteria is(String field, @Nullable String value) {
        return value == null ? Criteria.everything() : Criteria.equal(field, value);
    }

    /** As {@link #is(String, String)}, by the name of the constant. */
    public static Criteria is(String field, @Nullable Enum<?> value) {
        return is(field, value == null ? null : value.name());
    }

    /** Whatever the case of the letters. */
    public static Criteria contains(String field, @Nullable String part) {
        return part == null || part.isBlank() ? Criteria.everything() : new Criteria.Text(field, part.strip());
    }

    /** A row and its version, for {@code If-Match}. */
    public record Item<V>(@JsonUnwrapped V value, long version) {
        static <V> Item<V> of(Row<V> row) {
            return new Item<>(row.value(), row.sequence());
        }
    }
}
