package io.countersign.events.projection;

import io.countersign.events.command.Receipt;
import io.countersign.events.criteria.Criteria;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rows that a {@link Projection} keeps. Inject {@code Views} and ask for the row type. */
public interface View<V> {
    Optional<Row<V>> find(String aggregateId);

    List<Row<V>> findAll(Collection<String> aggregateIds);

    /** Values by the ids of their aggregates, as far as there are any; one batch whatever their number. */
    default Map<String, V> values(Stream<String> aggregateIds) {
        return findAll(aggregateIds.distinct().toList()).stream().collect(Collectors.toMap(Row::aggregateId, Row::value));
    }

    /**
     * Rows in order of their aggregate id (ULIDs: order of creation), newest first.
     *
     * @throws IllegalArgumentException when the row has no such field
     */
    Page<Row<V>> list(Criteria criteria, PageRequest page);

    /** All rows that meet the criteria, newest first, read page by page on the way. */
    default Stream<Row<V>> all(Criteria criteria) {
        return Stream.iterate(Optional.of(list(criteria, new PageRequest(PageRequest.MAX_LIMIT, null))), Optional::isPresent,
                page -> page.flatMap(read -> Optional.ofNullable(read.nextCursor()))
                        .map(cursor -> list(criteria, new PageRequest(PageRequest.MAX_LIMIT, cursor))))
                .flatMap(page -> page.stream().flatMap(read -> read.items().stream()));
    }

    /**
     * Rows that meet the criteria, put together by the value of a field; a row without one is a group of its own. In order of the oldest row
     * of each, newest first, so that a group keeps its place whatever is added to it.
     *
     * @throws IllegalArgumentException when the row has no such field
     */
    Page<Group<V>> groups(Criteria criteria, String field, PageRequest page);

    /** Waits until the row shows the receipt's sequence, at most 2 s; then the query goes on with what is there. */
    void await(Receipt receipt);

    /**
     * Rows with one value.
     *
     * @param newest the one that was created last
     * @param oldest id of the one that was created first
     */
    record Group<V>(String value, long rows, Row<V> newest, String oldest) {
    }

    /** A row and the sequence it was folded up to, the version for {@code ETag}. */
    record Row<V>(String aggregateId, long sequence, V value) {
    }
}
