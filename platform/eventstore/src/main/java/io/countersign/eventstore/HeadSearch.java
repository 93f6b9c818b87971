package io.countersign.eventstore;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the end of a dense range with a few point look-ups: gallops from a known element in doubling strides, then bisects the gap.
 */
final class HeadSearch {
    private static final int STRIDES = 20;

    private HeadSearch() {
    }

    /** The head, given one that was the head once; what stood there may have been removed meanwhile. */
    static Head head(CommitStore store, Head known) {
        var removed = store.start().before();
        var found = removed.number() > known.number() ? removed : known;
        for (var probes = gallop(found.number()); !probes.isEmpty();) {
            var places = store.places(probes);
            found = places.isEmpty() ? found : places.getLast().asHead();
            probes = next(probes, found.number());
        }
        return found;
    }

    /** Numbers to look at when everything up to {@code last} is known to exist: {@code last + 1, + 2, + 4, …}. */
    static List<Long> gallop(long last) {
        return IntStream.range(0, STRIDES).mapToObj(stride -> last + (1L << stride)).toList();
    }

    /** As {@link #gallop}, with each of the next {@code near} numbers as well. */
    static List<Long> gallop(long last, int near) {
        return Stream.concat(LongStream.rangeClosed(1, near).mapToObj(step -> last + step), gallop(last).stream())
                .distinct().sorted().toList();
    }

    /** What to look at after {@code probes} showed that {@code last} is the highest of them that exists; empty when it is the end. */
    static List<Long> next(List<Long> probes, long last) {
        var missing = probes.stream().mapToLong(Long::longValue).filter(probe -> probe > last).min();
        if (missing.isEmpty()) {
            return gallop(last);
        }
        var gap = missing.getAsLong() - last;
        var step = Math.max(1, gap / (STRIDES + 1));
        return LongStream.iterate(last + step, probe -> probe < missing.getAsLong(), probe -> probe + step).boxed().toList();
    }
}
