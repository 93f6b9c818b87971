package io.countersign.events.search;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Hands over a number of each row that has it; it holds none. */
final class NumberCollector extends SimpleCollector {
    private final String number;
    private final LongConsumer each;
    private SortedNumericDocValues numbers = DocValues.emptySortedNumeric();

    NumberCollector(String number, LongConsumer each) {
        this.number = number;
        this.each = each;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext segment) throws IOException {
        numbers = DocValues.getSortedNumeric(segment.reader(), number);
    }

    @Override
    public void collect(int document) throws IOException {
        if (numbers.advanceExact(document)) {
            each.accept(numbers.nextValue());
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }
}
