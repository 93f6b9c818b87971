package io.countersign.web.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code nextCursor} is absent on the last one. */
public record Page<T>(List<T> items, @Nullable String nextCursor) implements Paged<Page<T>> {
    /**
     * Of what was found behind the place that was asked for; one item more than fits says that there is another page.
     *
     * @param place of an item in the list, as {@link PageRequest#place} tells it of the last one shown
     */
    public static <T> Page<T> of(List<T> found, PageRequest asked, Function<T, String> place) {
        var shown = found.stream().limit(asked.limit()).toList();
        return new Page<>(shown, found.size() > shown.size() ? PageRequest.cursorBehind(place.apply(shown.getLast())) : null);
    }

    @Override
    public Page<T> going(String cursor) {
        return new Page<>(items, cursor);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> each) {
        return new Page<>(items.stream().<R>map(each).toList(), nextCursor);
    }
}
