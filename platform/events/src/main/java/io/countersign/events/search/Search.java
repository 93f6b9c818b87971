package io.countersign.events.search;

import io.countersign.events.criteria.Criteria;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Questions to one state of an index, all of which see the same rows. */
public final class Search {
    private final IndexSearcher searcher;

    Search(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /** How many rows there are, exactly. */
    public long count(Criteria criteria) {
        try {
            return searcher.count(LuceneCriteria.query(criteria));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The first rows in an order.
     *
     * @param behind where they begin; null for the beginning
     */
    public List<SearchHit> top(Criteria criteria, Order order, @Nullable SearchHit behind, int most) {
        try {
            var sort = sort(order).rewrite(searcher);
            var found = searcher.search(LuceneCriteria.query(criteria),
                    new TopFieldCollectorManager(sort, most, behind == null ? null : place(behind), 1));
            return Arrays.stream(found.scoreDocs).map(each -> found((FieldDoc) each)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * How many rows there are for each value of a keyword.
     *
     * @param number of which the greatest is returned
     */
    public Map<String, ValueCount> tally(Criteria criteria, String keyword, String number) {
        try {
            return searcher.search(LuceneCriteria.query(criteria), new Tallies(keyword, number));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Hands over a number of each row that has it, in no order. */
    public void numbers(Criteria criteria, String number, LongConsumer each) {
        try {
            searcher.search(LuceneCriteria.query(criteria), new Numbers(number, each));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Numbers(String number, LongConsumer each) implements CollectorManager<NumberCollector, Boolean> {
        @Override
        public NumberCollector newCollector() {
            return new NumberCollector(number, each);
        }

        @Override
        public Boolean reduce(Collection<NumberCollector> parts) {
            return true;
        }
    }

    private record Tallies(String keyword, String number) implements CollectorManager<ValueCountCollector, Map<String, ValueCount>> {
        @Override
        public ValueCountCollector newCollector() {
            return new ValueCountCollector(keyword, number);
        }

        @Override
        public Map<String, ValueCount> reduce(Collection<ValueCountCollector> parts) {
            var all = new HashMap<String, ValueCount>();
            parts.forEach(part -> part.tallies().forEach((value, tally) -> all.merge(value, tally, ValueCount::plus)));
            return all;
        }
    }

    private static Sort sort(Order order) {
        return new Sort(Stream.concat(order.by().stream().map(by -> field(by, order.descending())),
                Stream.of(KeywordField.newSortField(IndexedFields.ID, order.descending(), SortedSetSelector.Type.MIN)))
                .toArray(SortField[]::new));
    }

    private static SortField field(Order.By by, boolean descending) {
        return switch (by) {
            case Order.Value(var field) -> {
                var number = LongField.newSortField(field, descending, SortedNumericSelector.Type.MIN);
                number.setMissingValue(Long.MIN_VALUE);
                yield number;
            }
            case Order.Rank rank -> new RankSource(rank).getSortField(descending);
        };
    }

    /** Of two rows that are equal in all values there is none, since ids differ. */
    private static FieldDoc place(SearchHit behind) {
        var values = new ArrayList<Object>(behind.values());
        values.add(new BytesRef(behind.id()));
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, values.toArray());
    }

    private static SearchHit found(FieldDoc document) {
        var values = Objects.requireNonNull(document.fields);
        var last = values.length - 1;
        return new SearchHit(((BytesRef) values[last]).utf8ToString(), Arrays.stream(values, 0, last).map(Long.class::cast).toList());
    }
}
