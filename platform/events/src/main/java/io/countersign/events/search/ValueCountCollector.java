package io.countersign.events.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts rows by each value of a keyword; it holds one counter for each value that it met, however many rows there are. */
final class ValueCountCollector extends SimpleCollector {
    private final String keyword;
    private final String number;
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<Long, Counter> ofSegment = new HashMap<>();
    private SortedSetDocValues keywords = DocValues.emptySortedSet();
    private SortedNumericDocValues numbers = DocValues.emptySortedNumeric();

    ValueCountCollector(String keyword, String number) {
        this.keyword = keyword;
        this.number = number;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext segment) throws IOException {
        ofSegment.clear();
        keywords = DocValues.getSortedSet(segment.reader(), keyword);
        numbers = DocValues.getSortedNumeric(segment.reader(), number);
    }

    @Override
    public void collect(int document) throws IOException {
        if (!keywords.advanceExact(document)) {
            return;
        }
        var latest = numbers.advanceExact(document) ? numbers.nextValue() : Long.MIN_VALUE;
        for (var left = keywords.docValueCount(); left > 0; left--) {
            ofSegment.computeIfAbsent(keywords.nextOrd(), this::counter).add(latest);
        }
    }

    private Counter counter(long ordinal) {
        try {
            return counters.computeIfAbsent(keywords.lookupOrd(ordinal).utf8ToString(), _ -> new Counter());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Map<String, ValueCount> tallies() {
        var tallies = new HashMap<String, ValueCount>();
        counters.forEach((value, counter) -> tallies.put(value, new ValueCount(counter.count, counter.latest)));
        return tallies;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    private static final class Counter {
        private long count;
        private long latest = Long.MIN_VALUE;

        void add(long number) {
            count++;
            latest = Math.max(latest, number);
        }
    }
}
