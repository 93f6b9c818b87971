package io.countersign.token.cutoff;

import io.countersign.starter.command.Receipt;
import io.countersign.starter.projection.View;
import io.countersign.starter.projection.Views;
import io.countersign.starter.web.Page;
import io.countersign.starter.web.PageRequest;
import io.countersign.token.overview.ConnectionOverview;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/** A view that shows the rows a test gave it, one page, whatever the filter. */
record HeldViews(List<View.Row<ConnectionOverview>> rows) implements Views, View<ConnectionOverview> {
    @Override
    @SuppressWarnings("unchecked") // the only view there is
    public <V> View<V> of(Class<V> rowType) {
        return (View<V>) this;
    }

    @Override
    public Optional<Row<ConnectionOverview>> find(String aggregateId) {
        return rows.stream().filter(row -> row.aggregateId().equals(aggregateId)).findAny();
    }

    @Override
    public List<Row<ConnectionOverview>> findAll(Collection<String> aggregateIds) {
        return rows;
    }

    @Override
    public Page<Row<ConnectionOverview>> list(Bson filter, PageRequest page) {
        return new Page<>(rows, null);
    }

    @Override
    public void await(Receipt receipt) {
        // nothing lags here
    }
}
