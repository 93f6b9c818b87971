package io.countersign.events.search;

import java.io.IOException;
import java.util.HashMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LongValues;
import org.apache.lucene.search.LongValuesSource;

/** What the keyword of each row ranks as, each value being ranked once per segment; -1 where a row has none. */
final class RankSource extends LongValuesSource {
    private final Order.Rank rank;

    RankSource(Order.Rank rank) {
        this.rank = rank;
    }

    @Override
    public LongValues getValues(LeafReaderContext segment, DoubleValues scores) throws IOException {
        var keywords = DocValues.getSortedSet(segment.reader(), rank.field());
        var known = new HashMap<Long, Long>();
        return new LongValues() {
            private long value;

            @Override
            public long longValue() {
                return value;
            }

            @Override
            public boolean advanceExact(int document) throws IOException {
                if (!keywords.advanceExact(document)) {
                    value = -1;
                    return true;
                }
                var ordinal = keywords.nextOrd();
                var ranked = known.get(ordinal);
                if (ranked == null) {
                    ranked = rank.rank().applyAsLong(keywords.lookupOrd(ordinal).utf8ToString());
                    known.put(ordinal, ranked);
                }
                value = ranked;
                return true;
            }
        };
    }

    @Override
    public boolean isCacheable(LeafReaderContext segment) {
        return false;
    }

    @Override
    public boolean needsScores() {
        return false;
    }

    @Override
    public LongValuesSource rewrite(IndexSearcher searcher) {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankSource source && source.rank.equals(rank);
    }

    @Override
    public int hashCode() {
        return rank.hashCode();
    }

    @Override
    public String toString() {
        return "rank of " + rank.field();
    }
}
