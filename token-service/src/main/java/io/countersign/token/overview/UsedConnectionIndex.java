package io.countersign.token.overview;

import io.countersign.events.projection.LocalView;
import io.countersign.events.projection.View.Row;
import io.countersign.events.search.IndexedFields;
import io.countersign.events.search.RowIndex;
import io.countersign.events.search.Search;
import io.countersign.token.usage.ConnectionUse;
import io.countersign.token.usage.UsageStore;
import java.util.List;
import java.util.function.Function;

/** An index of connections together with their use, which is joined in batches as rows come. */
final class UsedConnectionIndex implements LocalView<ConnectionOverview> {
    private final RowIndex<UsedConnection> index;
    private final UsageStore usages;

    UsedConnectionIndex(IndexedFields<UsedConnection> fields, UsageStore usages) {
        this.index = new RowIndex<>(fields);
        this.usages = usages;
    }

    <R> R ask(Function<Search, R> questions) {
        return index.ask(questions);
    }

    @Override
    public void put(Row<ConnectionOverview> row) {
        putAll(List.of(row));
    }

    @Override
    public void putAll(List<Row<ConnectionOverview>> rows) {
        var used = usages.all(rows.stream().map(Row::aggregateId).toList());
        rows.forEach(row -> index.put(
                new Row<>(row.aggregateId(), row.sequence(),
                        UsedConnection.of(row.value(), used.getOrDefault(row.aggregateId(), ConnectionUse.NEVER)))));
    }

    @Override
    public void remove(String aggregateId) {
        index.remove(aggregateId);
    }

    @Override
    public void publish() {
        index.publish();
    }

    @Override
    public void close() {
        index.close();
    }
}
