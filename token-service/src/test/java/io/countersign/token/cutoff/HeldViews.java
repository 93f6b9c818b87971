package io.countersign.token.cutoff;

import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Views of what a test gives as rows, two a page whatever is asked for, newest first as every list. */
record HeldViews(Map<Class<?>, Supplier<List<? extends View.Row<?>>>> rows) implements Views {
    private static final int PAGE = 2;

    @Override
    public <V> View<V> of(Class<V> rowType) {
        return new Held<>(() -> rows.getOrDefault(rowType, List::of).get().stream()
                .map(row -> new View.Row<>(row.aggregateId(), row.sequence(), rowType.cast(row.value())))
                .sorted((a, b) -> b.aggregateId().compareTo(a.aggregateId())));
    }

    private record Held<V>(Supplier<Stream<View.Row<V>>> rows) implements View<V> {
        @Override
        public Optional<Row<V>> find(String aggregateId) {
            return rows.get().filter(row -> row.aggregateId().equals(aggregateId)).findAny();
        }

        @Override
        public List<Row<V>> findAll(Collection<String> aggregateIds) {
            return rows.get().filter(row -> aggregateIds.contains(row.aggregateId())).toList();
        }

        @Override
        public Page<Row<V>> list(Criteria criteria, PageRequest page) {
            var cursor = page.cursor();
            var found = rows.get().filter(row -> criteria.matches((Record) row.value()))
                    .filter(row -> cursor == null || row.aggregateId().compareTo(cursor) < 0).toList();
            var items = found.stream().limit(PAGE).toList();
            return new Page<>(items, found.size() > PAGE ? items.getLast().aggregateId() : null);
        }

        @Override
        public Page<Group<V>> groups(Criteria criteria, String field, PageRequest page) {
            throw new UnsupportedOperationException("Nobody here asks for groups");
        }

        @Override
        public void await(Receipt receipt) {
            // nothing lags here
        }
    }
}
