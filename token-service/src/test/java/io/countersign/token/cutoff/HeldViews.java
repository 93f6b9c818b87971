package io.countersign.token.cutoff;

import io.countersign.events.command.Receipt;
import io.countersign.events.log.EventJson;
import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.token.overview.ConnectionOverview;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** A view of the rows a test gave it, two a page whatever is asked for. It understands equality of texts, and several of them at once. */
record HeldViews(List<View.Row<ConnectionOverview>> rows) implements Views, View<ConnectionOverview> {
    private static final int PAGE = 2;

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
        var from = page.cursor() == null ? 0 : Integer.parseInt(page.cursor());
        var found = rows.stream().filter(row -> matches(filter.toBsonDocument(), row)).skip(from).toList();
        return new Page<>(found.stream().limit(PAGE).toList(), found.size() > PAGE ? Integer.toString(from + PAGE) : null);
    }

    private static boolean matches(BsonDocument filter, Row<ConnectionOverview> row) {
        var fields = EventJson.mapper().valueToTree(row.value());
        return filter.entrySet().stream().allMatch(each -> each.getKey().equals("$and")
                ? each.getValue().asArray().stream().allMatch(part -> matches(part.asDocument(), row))
                : fields.path(each.getKey().replaceFirst("^row\\.", "")).asString("").equals(each.getValue().asString().getValue()));
    }

    @Override
    public void await(Receipt receipt) {
        // nothing lags here
    }
}
