package io.countersign.events.search;

import io.countersign.events.criteria.Criteria;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** {@link Criteria} in the words of Lucene. */
final class LuceneCriteria {
    private LuceneCriteria() {
    }

    /** @throws IllegalArgumentException for parts of texts, of which an index knows none */
    static Query query(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Equal(var field, var value) -> new TermQuery(new Term(field, value));
            case Criteria.In(var field, var values) -> oneOf(field, values);
            case Criteria.Range<?>(var field, var type, var from, var below) -> type == String.class
                    ? new TermRangeQuery(field, bytes((String) from), bytes((String) below), true, false)
                    : LongField.newRangeQuery(field, from == null ? Long.MIN_VALUE : number(from),
                            below == null ? Long.MAX_VALUE : number(below) - 1);
            case Criteria.Text(var field, _) -> throw new IllegalArgumentException("No part of " + field + " is indexed");
            case Criteria.And(var parts) -> all(parts);
            case Criteria.Or(var parts) -> any(parts);
            case Criteria.Not(var part) -> new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER)
                    .add(query(part), Occur.MUST_NOT).build();
        };
    }

    private static Query oneOf(String field, Set<String> values) {
        return values.isEmpty() ? new MatchNoDocsQuery() : new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static Query all(List<Criteria> parts) {
        if (parts.isEmpty()) {
            return new MatchAllDocsQuery();
        }
        var all = new BooleanQuery.Builder();
        var chosen = false;
        for (var part : parts) {
            if (part instanceof Criteria.Not(var excluded)) {
                all.add(query(excluded), Occur.MUST_NOT);
            } else if (!part.equals(Criteria.everything())) {
                all.add(query(part), Occur.FILTER);
                chosen = true;
            }
        }
        return (chosen ? all : all.add(new MatchAllDocsQuery(), Occur.FILTER)).build();
    }

    private static Query any(List<Criteria> parts) {
        if (parts.isEmpty()) {
            return new MatchNoDocsQuery();
        }
        var any = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
        parts.forEach(part -> any.add(query(part), Occur.SHOULD));
        return any.build();
    }

    private static @Nullable BytesRef bytes(@Nullable String value) {
        return value == null ? null : new BytesRef(value);
    }

    private static long number(Object bound) {
        return switch (bound) {
            case Instant time -> Micros.notBefore(time);
            case Long number -> number;
            default -> throw new IllegalArgumentException(bound.getClass() + " is no number");
        };
    }
}
