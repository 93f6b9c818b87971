package io.countersign.token.overview;

import io.countersign.events.criteria.Criteria;
import io.countersign.events.search.SearchHit;
import io.countersign.events.search.Order;
import io.countersign.events.search.Search;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.problem.ValidationFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: one section after the other, each in the order of its keys. A cursor names the values of the last row that was shown,
 * names by the ids of what is called so.
 */
record ListOrder(List<Criteria> sections, List<SortKey> keys, boolean descending) {
    private static final String BETWEEN = "|";

    ListOrder {
        sections = List.copyOf(sections);
        keys = List.copyOf(keys);
    }

    static ListOrder by(boolean descending, SortKey... keys) {
        return new ListOrder(List.of(Criteria.everything()), List.of(keys), descending);
    }

    Page<SearchHit> page(Search search, Criteria all, PageRequest asked) {
        var place = asked.place() == null ? new Place(0, null) : place(asked.place());
        var found = new ArrayList<Placed>();
        for (var section = place.section(); section < sections.size() && found.size() <= asked.limit(); section++) {
            var number = section;
            search.top(Criteria.and(all, sections.get(section)), new Order(keys.stream().map(SortKey::by).toList(), descending),
                    section == place.section() ? place.behind() : null, asked.limit() + 1 - found.size())
                    .forEach(row -> found.add(new Placed(number, row)));
        }
        return Page.of(found, asked, this::written).map(Placed::row);
    }

    private String written(Placed last) {
        var values = last.row().values();
        return Stream.of(Stream.of(Integer.toString(last.section())),
                IntStream.range(0, keys.size()).mapToObj(at -> keys.get(at).written().apply(values.get(at))), Stream.of(last.row().id()))
                .flatMap(each -> each).collect(Collectors.joining(BETWEEN));
    }

    private Place place(String written) {
        var parts = written.split("\\|", -1);
        try {
            if (parts.length != keys.size() + 2) {
                throw new IllegalArgumentException("not of this order");
            }
            var values = IntStream.range(0, keys.size()).mapToObj(at -> keys.get(at).read().applyAsLong(parts[at + 1])).toList();
            return new Place(Integer.parseUnsignedInt(parts[0]), new SearchHit(parts[parts.length - 1], values));
        } catch (IllegalArgumentException foreign) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page of the same list with the same filters");
        }
    }

    private record Place(int section, @Nullable SearchHit behind) {
    }

    private record Placed(int section, SearchHit row) {
    }

    /**
     * What rows are compared by.
     *
     * @param written a value as a cursor names it
     */
    record SortKey(Order.By by, LongFunction<String> written, ToLongFunction<String> read) {
        static SortKey number(String field) {
            return new SortKey(new Order.Value(field), Long::toString, Long::parseLong);
        }

        static SortKey rank(String field, ToLongFunction<String> rank, LongFunction<String> at) {
            return new SortKey(new Order.Rank(field, rank), at, rank);
        }
    }
}
