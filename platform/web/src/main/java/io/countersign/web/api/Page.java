package io.countersign.web.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code nextCursor} is absent on the last one. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public <R> Page<R> map(Function<? super T, ? extends R> each) {
        return new Page<>(items.stream().<R>map(each).toList(), nextCursor);
    }
}
