package io.countersign.events.projection;

import io.countersign.events.command.Receipt;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/** Reads the rows that a {@link Projection} keeps. Inject {@code Views} and ask for the row type. */
public interface View<V> {
    Optional<Row<V>> find(String aggregateId);

    List<Row<V>> findAll(Collection<String> aggregateIds);

    /**
     * Rows in order of their aggregate id (ULIDs: order of creation), newest first.
     *
     * @param filter over the row's fields as {@code row.<field>}, for example {@code Filters.eq("row.status", "ACTIVE")}
     */
    Page<Row<V>> list(Bson filter, PageRequest page);

    /** Waits until the row shows the receipt's sequence, at most 2 s; then the query goes on with what is there. */
    void await(Receipt receipt);

    /** A row and the sequence it was folded up to, the version for {@code ETag}. */
    record Row<V>(String aggregateId, long sequence, V value) {
    }
}
