package io.countersign.events.projection;

import com.mongodb.client.model.Filters;
import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.criteria.MongoCriteria;
import io.countersign.events.projection.Rows.Stored;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

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
        var cursor = page.cursor();
        var found = rows.get().list(cursor == null ? alive : Filters.and(alive, Filters.lt("_id", decode(cursor))), page.limit() + 1);
        var items = found.stream().limit(page.limit()).flatMap(MongoView::row).toList();
        return new Page<>(items, found.size() > page.limit() ? encode(items.getLast().aggregateId()) : null);
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

    private static String encode(String aggregateId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(aggregateId.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", "The cursor is none that this list has given.");
        }
    }
}
