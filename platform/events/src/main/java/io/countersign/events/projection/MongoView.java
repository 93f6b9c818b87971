package io.countersign.events.projection;

import com.mongodb.client.model.Filters;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.criteria.Fields;
import io.countersign.events.criteria.MongoCriteria;
import io.countersign.events.projection.Rows.Grouped;
import io.countersign.events.projection.Rows.Stored;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link View} over the rows that are live now. */
final class MongoView<V> implements View<V> {
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long POLL = Duration.ofMillis(5).toNanos();
    private static final MongoCriteria ROW = new MongoCriteria("row.", Instant::toString);
    private final Class<V> rowType;
    private final Supplier<Rows<V>> rows;

    MongoView(Class<V> rowType, Supplier<Rows<V>> rows) {
        this.rowType = rowType;
        this.rows = rows;
    }

    @Override
    public Optional<Row<V>> find(String aggregateId) {
        return rows.get().find(aggregateId).stream().flatMap(MongoView::row).findFirst();
    }

    @Override
    public List<Row<V>> findAll(Collection<String> aggregateIds) {
        return rows.get().findAll(aggregateIds).stream().flatMap(MongoView::row).toList();
    }

    @Override
    public Page<Row<V>> list(Criteria criteria, PageRequest page) {
        criteria.requireKnown(rowType);
        var alive = Filters.and(ROW.filter(criteria), Filters.ne("row", null));
        var place = page.place();
        var found = rows.get().list(place == null ? alive : Filters.and(alive, Filters.lt("_id", place)), page.limit() + 1);
        return Page.of(found.stream().flatMap(MongoView::row).toList(), page, Row::aggregateId);
    }

    @Override
    public Page<Group<V>> groups(Criteria criteria, String field, PageRequest page) {
        criteria.requireKnown(rowType);
        Fields.require(rowType, field);
        var found = rows.get().groups(Filters.and(ROW.filter(criteria), Filters.ne("row", null)), "row." + field, page.place(),
                page.limit() + 1);
        var newest = findAll(found.stream().map(Grouped::newest).toList()).stream()
                .collect(Collectors.toMap(Row::aggregateId, Function.identity()));
        var shown = Page.of(found, page, Grouped::oldest);
        return new Page<>(shown.items().stream().flatMap(group -> Optional.ofNullable(newest.get(group.newest())).stream()
                .map(row -> new Group<>(group.value(), group.rows(), row, group.oldest()))).toList(), shown.nextCursor());
    }

    @Override
    public void await(Receipt receipt) {
        var deadline = System.nanoTime() + PATIENCE;
        while (rows.get().find(receipt.aggregateId()).map(Stored::sequence).orElse(-1L) < receipt.sequence()
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL);
        }
    }

    private static <V> Stream<Row<V>> row(Stored<V> stored) {
        var value = stored.value();
        return value == null ? Stream.empty() : Stream.of(new Row<>(stored.aggregateId(), stored.sequence(), value));
    }
}
